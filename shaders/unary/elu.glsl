// x, or alpha (e^x - 1) below 0
#include "prelude/exponential.glsl"
float op(float x) { return x < 0.0 ? alpha * expm1f(x) : x; }
