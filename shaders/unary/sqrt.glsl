// square root; NaN below 0
#include "prelude/numeric.glsl"
float op(float x) { return x < 0.0 ? NAN : is_inf(x) || x == 0.0 ? x : sqrt(x); }
