// the lesser of a and b; NaN if either is
#include "prelude/order.glsl"
Y op(T a, T b) { return lesser_of(a, b); }
