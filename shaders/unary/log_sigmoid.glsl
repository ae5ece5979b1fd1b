// log(1 / (1 + e^-x))
#include "prelude/exponential.glsl"
float op(float x) { return -softplusf(-x); }
