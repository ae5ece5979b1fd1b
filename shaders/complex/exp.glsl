// e^z = e^x (cos y + i sin y)
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  float half_e = exp_scaled(z.x, 0.0, -1);
  vec2 turned = vec2(cosf(z.y), sinf(z.y)) * half_e * 2.0;
  vec2 y = z.y == 0.0 ? vec2(2.0 * half_e, z.y) : turned;
  bool lost = is_inf(z.x) && !is_finite(z.y);  // an infinite number, or 0, at no angle
  return lost ? (z.x < 0.0 ? vec2(0.0) : vec2(INF, NAN)) : y;
}
