// arc sine; NaN outside -1 to 1
#include "prelude/trigonometry.glsl"
float op(float x) { return asinf(x); }
