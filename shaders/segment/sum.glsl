// sum of a segment
#include "reduce/sum.glsl"
