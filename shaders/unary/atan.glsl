// arc tangent
#include "prelude/trigonometry.glsl"
float op(float x) { return atanf(x); }
