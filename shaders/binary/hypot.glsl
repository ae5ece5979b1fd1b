// sqrt(a^2 + b^2), without overflow
#include "prelude/numeric.glsl"
float op(float a, float b) {
  if (is_inf(a) || is_inf(b)) return INF;
  float most = max(abs(a), abs(b));
  float t = min(abs(a), abs(b)) / most;
  return is_nan(a) || is_nan(b) ? NAN : most == 0.0 ? 0.0 : most * sqrt(1.0 + t * t);
}
