// logarithm to the base 10
#include "prelude/other_bases.glsl"
float op(float x) { return log10f(x); }
