// 1 above 0, else alpha; NaN stays
#include "prelude/numeric.glsl"
Y op(T x) { return is_nan(x) ? x : x > T(0) ? Y(1) : alpha; }
