// cumsum
#include "reduce/sum.glsl"
