// cos z = cos x cosh y - i sin x sinh y
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  return vec2(cosf(z.x), -sinf(z.x)) * hyperbolic(z.y);
}
