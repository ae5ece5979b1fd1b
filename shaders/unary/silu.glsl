// x sigmoid(x)
#include "prelude/exponential.glsl"
float op(float x) { return x < -104.0 ? -0.0 : x * sigmoidf(x); }
