// Uniform in [low, high).
#include "prelude/random.glsl"
void main() {
  vec4 v = low + random_units() * (high - low);
  // Rounding may reach `high` itself, which does not belong.
  y = mix(v, vec4(low), greaterThanEqual(v, vec4(high)));
}
