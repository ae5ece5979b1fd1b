// x within 0 and 6; NaN stays
#include "prelude/numeric.glsl"
float op(float x) { return is_nan(x) ? x : clamp(x, 0.0, 6.0); }
