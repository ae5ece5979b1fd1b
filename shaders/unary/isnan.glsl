// whether x is NaN
#include "prelude/numeric.glsl"
int op(T x) { return int(is_nan(x)); }
