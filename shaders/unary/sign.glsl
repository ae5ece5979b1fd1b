// -1, 0 or 1; NaN stays
#include "prelude/numeric.glsl"
Y op(T x) { return is_nan(x) ? x : sign(x); }
