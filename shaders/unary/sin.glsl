// sine of any finite x
#include "prelude/trigonometry.glsl"
float op(float x) { return sinf(x); }
