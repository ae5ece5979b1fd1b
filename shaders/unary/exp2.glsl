// 2^x
#include "prelude/other_bases.glsl"
float op(float x) { return exp2f(x); }
