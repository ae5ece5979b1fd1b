// relu6(x + 3) / 6; NaN stays
#include "prelude/numeric.glsl"
float op(float x) { return is_nan(x) ? x : clamp(x + 3.0, 0.0, 6.0) / 6.0; }
