// log z = log |z| + i arg z. Near the unit circle by |z|² - 1, of which the logarithm loses nothing.
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  vec2 a = abs(z);
  float most = max(a.x, a.y), least = min(a.x, a.y);
  float t = most == 0.0 || is_inf(most) ? 0.0 : least / most;
  bool near = most > 0.5 && most < 2.0;
  float off = near ? (most - 1.0) * (most + 1.0) + least * least : t * t;
  float size = 0.5 * log1pf(off) + (near ? 0.0 : logf(most));
  size = is_nan(z.x) || is_nan(z.y) ? NAN : size;
  return vec2(is_inf(a.x) || is_inf(a.y) ? INF : size, atan2f(z.y, z.x));
}
