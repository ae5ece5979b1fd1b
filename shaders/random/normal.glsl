// Normal with mean and deviation (Box and Muller 1958). The logarithm's argument is in (0, 1], so the
// result is finite: at most 5.8 deviations out.
#include "prelude/random.glsl"
vec2 pair(vec2 u) {
  float radius = sqrt(-2.0 * log(u.x + 5.9604644775390625e-8));
  float angle = 6.283185307179586 * u.y;
  return radius * vec2(cos(angle), sin(angle));
}

void main() {
  vec4 u = random_units();
  y = mean + deviation * vec4(pair(u.xy), pair(u.zw));
}
