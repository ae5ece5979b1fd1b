// The gamma distribution of shape alpha and rate beta (Marsaglia and Tsang 2000): a cubed normal
// number, taken with such odds that what is left follows the density. Each lane tries on its own, so
// its numbers do not depend on the others'. For alpha below 1, alpha + 1 and a root of a unit.
#include "prelude/random.glsl"
#include "prelude/exponential.glsl"
#include "prelude/trigonometry.glsl"

// Two units in (0, 1) and a third, the numbers of one try of one element.
vec3 units(uvec2 key, uint element, uint attempt) {
  uvec2 a = threefry(key, uvec2(element, 2u * attempt));
  uvec2 b = threefry(key, uvec2(element, 2u * attempt + 1u));
  return (vec3(uvec3(a, b.x) >> 8) + 0.5) * 5.9604644775390625e-8;
}

float normal(vec2 u) {
  return sqrt(max(0.0, -2.0 * logf(u.x))) * sinf(2.0 * PI * (u.y - 0.5));
}

float one(uvec2 key, uint element) {
  float shape = alpha < 1.0 ? alpha + 1.0 : alpha;
  float d = shape - 1.0 / 3.0;
  float c = 1.0 / (3.0 * sqrt(d));
  float found = d;
  // A try fails less than once in twenty times.
  for (uint attempt = 0u; attempt < uint(tries); attempt++) {
    vec3 u = units(key, element, attempt);
    float x = normal(u.xy);
    float v = 1.0 + c * x;
    if (v <= 0.0) continue;
    v = v * v * v;
    if (logf(u.z) < 0.5 * x * x + d * (1.0 - v + logf(v))) {
      found = d * v;
      break;
    }
  }
  if (alpha < 1.0) {
    float u = units(key, element, uint(tries)).x;
    found *= expf(logf(u) / alpha);
  }
  return found / beta;
}

void main() {
  ivec4 held = state_texel(0);
  uvec2 key = threefry(uvec2(held.xy), uvec2(call, held.z));
  uint e = 4u * uint(out_texel());
  y = vec4(one(key, e), one(key, e + 1u), one(key, e + 2u), one(key, e + 3u));
}
