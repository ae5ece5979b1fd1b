// the error function
#include "prelude/gauss.glsl"
float op(float x) { return erff(x); }
