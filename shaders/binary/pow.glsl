// a^b
#include "prelude/power.glsl"
Y op(T a, T b) { return power(a, b); }
