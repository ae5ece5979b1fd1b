// sin z = sin x cosh y + i cos x sinh y
#include "prelude/complex.glsl"
vec2 op(vec2 z) {
  return vec2(sinf(z.x), cosf(z.x)) * hyperbolic(z.y);
}
