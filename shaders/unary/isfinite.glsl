// whether x is neither NaN nor infinite
#include "prelude/numeric.glsl"
int op(T x) { return int(!is_nan(x) && !is_inf(x)); }
