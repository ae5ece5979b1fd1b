// a with the sign of b
#include "prelude/numeric.glsl"
float op(float a, float b) { return with_sign(a, b); }
