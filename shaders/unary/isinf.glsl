// whether x is infinite
#include "prelude/numeric.glsl"
int op(T x) { return int(is_inf(x)); }
