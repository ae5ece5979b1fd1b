// natural logarithm
#include "prelude/exponential.glsl"
float op(float x) { return logf(x); }
