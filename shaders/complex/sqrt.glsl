// The square root with a real part that is not negative; its imaginary part has the sign of z's.
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  // Halved first: |z| itself may be beyond the largest float.
  float t = sqrt(2.0 * (0.25 * abs(z.x) + hypotf(0.25 * z.x, 0.25 * z.y)));
  float s = t == 0.0 ? 0.0 : is_inf(t) ? (is_inf(z.y) ? t : 0.0) : 0.5 * abs(z.y) / t;
  s = is_nan(z.y) ? z.y : s;
  vec2 root = z.x >= 0.0 || is_inf(z.y) ? vec2(t, s) : vec2(s, t);
  root.x = is_inf(z.y) ? INF : root.x;
  return vec2(root.x, with_sign(is_inf(z.y) ? INF : root.y, z.y));
}
