// cosine of any finite x
#include "prelude/trigonometry.glsl"
float op(float x) { return cosf(x); }
