// x within low and high; NaN stays
#include "prelude/numeric.glsl"
Y op(T x) { return is_nan(x) ? x : min(max(x, low), high); }
