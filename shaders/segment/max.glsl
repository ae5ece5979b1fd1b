// max of a segment
#include "reduce/max.glsl"
