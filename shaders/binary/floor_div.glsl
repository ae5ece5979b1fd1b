// The whole number below a / b; of int32 exactly, and 0 where b is 0, since an int32 has no infinity.
#include "prelude/remainder.glsl"
Y op(T a, T b) { return floor_div(a, b); }
