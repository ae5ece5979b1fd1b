// log(1 + x), without cancellation near 0
#include "prelude/exponential.glsl"
float op(float x) { return log1pf(x); }
