// e^x - 1, without cancellation near 0
#include "prelude/exponential.glsl"
float op(float x) { return expm1f(x); }
