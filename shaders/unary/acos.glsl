// arc cosine; NaN outside -1 to 1
#include "prelude/trigonometry.glsl"
float op(float x) { return acosf(x); }
