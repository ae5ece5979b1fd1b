// logarithm to the base 2
#include "prelude/other_bases.glsl"
float op(float x) { return log2f(x); }
