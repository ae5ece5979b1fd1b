// the lesser of a and b; NaN if either is
#include "prelude/numeric.glsl"
Y op(T a, T b) { return is_nan(a) || (a <= b && !is_nan(b)) ? a : b; }
