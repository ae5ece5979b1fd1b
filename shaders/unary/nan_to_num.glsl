// x, with numbers in the places of NaN and the infinities
#include "prelude/numeric.glsl"
Y op(T x) { return is_nan(x) ? nan : is_inf(x) ? (x > 0.0 ? posinf : neginf) : x; }
