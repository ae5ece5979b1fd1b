// e^z = e^x (cos y + i sin y)
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  float half_e = exp_scaled(z.x, 0.0, -1);
  vec2 turned = vec2(cosf(z.y), sinf(z.y)) * half_e * 2.0;
  return z.y == 0.0 ? vec2(2.0 * half_e, z.y) : turned;
}
