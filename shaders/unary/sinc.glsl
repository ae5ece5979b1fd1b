// sin(pi x) / (pi x), by the distance from x to the nearest whole number, which is exact
#include "prelude/trigonometry.glsl"
float op(float x) {
  if (is_nan(x) || is_inf(x)) return NAN;
  if (x == 0.0) return 1.0;
  float a = abs(x);
  float n = floor(a + 0.5);
  float r = a - n;
  if (r == 0.0) return 0.0;
  float odd = n - 2.0 * floor(n * 0.5);
  float t = abs(r);
  float s = t > 0.25 ? cos_near_0(PI * (0.5 - t)) : sin_near_0(PI * t);
  return (odd == 1.0 ? -1.0 : 1.0) * with_sign(s, r) / (PI * a);
}
