// What is left of a after floor_div by b, with the sign of b; exact. int32 modulo 0 is 0.
#include "prelude/remainder.glsl"
Y op(T a, T b) { return modulo(a, b); }
