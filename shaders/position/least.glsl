// a < b, where NaN is below all numbers and does not beat another NaN
#include "prelude/numeric.glsl"
bool beats(T a, T b) { return !is_nan(b) && (a < b || is_nan(a)); }
