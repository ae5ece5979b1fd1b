// As binary; op returns 0 or 1.
#include "binary/_frame.glsl"
