// min of a segment
#include "reduce/min.glsl"
