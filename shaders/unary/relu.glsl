// x, or 0 below 0; NaN stays
#include "prelude/numeric.glsl"
Y op(T x) { return x > T(0) || is_nan(x) ? x : T(0); }
