// a < b
#include "prelude/numeric.glsl"
int op(T a, T b) { return int(a < b && !is_nan(a) && !is_nan(b)); }
