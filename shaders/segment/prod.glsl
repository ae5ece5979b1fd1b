// prod of a segment
#include "reduce/prod.glsl"
