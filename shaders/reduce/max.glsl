// the greater of a and b; NaN if either is
#include "prelude/order.glsl"
T identity() { return below_all(T(0)); }
T combine(T a, T b) { return greater_of(a, b); }
