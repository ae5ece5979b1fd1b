// tanh z by sinh x and tan y, which neither overflow nor cancel (Kahan 1987)
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  float t = tanf(z.y), s = hyperbolic(clamp(z.x, -11.0, 11.0)).y;
  float beta = 1.0 + t * t;
  float below = 1.0 + beta * s * s;
  vec2 y = vec2(beta * sqrt(1.0 + s * s) * s, t) / below;
  float far = 4.0 * sinf(z.y) * cosf(z.y) * expf(-2.0 * abs(z.x));
  far = is_inf(z.x) && !is_finite(z.y) ? 0.0 : far;
  y = is_nan(z.x) ? vec2(NAN, z.y == 0.0 ? z.y : NAN) : z.x == 0.0 ? vec2(z.x, t) : y;
  return abs(z.x) > 11.0 ? vec2(with_sign(1.0, z.x), far) : y;
}
