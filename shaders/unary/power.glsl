// x to a power that is one number for all
#include "prelude/power.glsl"
Y op(T x) { return power(x, exponent); }
