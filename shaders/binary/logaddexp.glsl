// log(e^a + e^b): the greater of both, and log1p of what the other adds
#include "prelude/exponential.glsl"
float op(float a, float b) {
  float most = max(a, b);
  if (is_nan(a) || is_nan(b)) return NAN;
  return is_inf(most) ? most : most + log1pf(expf(-abs(a - b)));
}
