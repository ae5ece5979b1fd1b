// x != 0; NaN is true
#include "prelude/numeric.glsl"
int op(T x) { return int(x != T(0) || is_nan(x)); }
