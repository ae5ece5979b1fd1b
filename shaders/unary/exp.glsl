// e^x
#include "prelude/exponential.glsl"
float op(float x) { return expf(x); }
