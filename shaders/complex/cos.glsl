// cos z = cos x cosh y - i sin x sinh y
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  vec2 y = vec2(cosf(z.x), -sinf(z.x)) * hyperbolic(z.y);
  // 0 stays 0 whatever it is multiplied by, and infinity infinity, as in C.
  y.y = z.x == 0.0 && !is_finite(z.y) || z.y == 0.0 && !is_finite(z.x) ? 0.0 : y.y;
  y.x = !is_finite(z.x) && is_inf(z.y) ? INF : y.x;
  return y;
}
