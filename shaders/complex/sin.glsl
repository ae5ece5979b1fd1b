// sin z = sin x cosh y + i cos x sinh y
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  vec2 y = vec2(sinf(z.x), cosf(z.x)) * hyperbolic(z.y);
  // 0 stays 0 whatever it is multiplied by, and infinity infinity, as in C.
  y.x = z.x == 0.0 ? z.x : y.x;
  y.y = z.y == 0.0 && !is_finite(z.x) ? z.y : !is_finite(z.x) && is_inf(z.y) ? INF : y.y;
  return y;
}
