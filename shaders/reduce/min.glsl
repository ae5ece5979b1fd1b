// the lesser of a and b; NaN if either is
#include "prelude/order.glsl"
T identity() { return above_all(T(0)); }
T combine(T a, T b) { return lesser_of(a, b); }
