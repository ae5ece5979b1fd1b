// Normal with mean and deviation (Box and Muller 1958). The logarithm's argument is in (0, 1], so the
// result is finite: at most 5.8 deviations out.
#include "prelude/random.glsl"
#include "prelude/exponential.glsl"
#include "prelude/trigonometry.glsl"

// A point whose distance from 0 follows u.x, and whose angle is u.y of a turn.
vec2 pair(vec2 u) {
  float radius = sqrt(max(0.0, -2.0 * logf(u.x + 5.9604644775390625e-8)));
  float quarters = floor(4.0 * u.y + 0.5);
  float r = (4.0 * u.y - quarters) * HALF_PI;
  float c = cos_near_0(r), s = sin_near_0(r);
  int quadrant = int(quarters) & 3;
  vec2 v = (quadrant & 1) == 0 ? vec2(c, s) : vec2(-s, c);
  return quadrant < 2 ? radius * v : -radius * v;
}

void main() {
  vec4 u = random_units();
  y = mean + deviation * vec4(pair(u.xy), pair(u.zw));
}
