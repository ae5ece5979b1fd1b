// 1 / sqrt(x), by a division, since inversesqrt is loose on some drivers
#include "prelude/numeric.glsl"
float op(float x) { return x < 0.0 ? NAN : x == 0.0 ? INF : is_inf(x) ? 0.0 : 1.0 / sqrt(x); }
