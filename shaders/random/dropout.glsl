// x / (1 - rate) with probability 1 - rate, else 0. The same state and call drop the same elements.
#include "prelude/random.glsl"
void main() {
  vec4 v = x_texel(out_texel()) * scale;
  y = mix(v, vec4(0.0), lessThan(random_units(), vec4(rate)));
}
