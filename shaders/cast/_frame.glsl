// As unary; op converts.
#include "unary/_frame.glsl"
