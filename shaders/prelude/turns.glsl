// cos and sin of whole fractions of a turn, exact to the last bits however many parts it has: the
// quadrant is taken off in integers.
#include "prelude/trigonometry.glsl"

vec4 sin4_near_0(vec4 r) {
  vec4 z = r * r;
  return r + r * z * (-0.166666538 + z * (0.00833213143 - z * 0.000195108398));
}
vec4 cos4_near_0(vec4 r) {
  vec4 z = r * r;
  return 1.0 - (0.5 * z - z * z * (0.0416666456 + z * (-0.0013887306 + z * 2.4431205e-5)));
}

// cos and sin of part/whole turns, for parts from 0 to whole, which is below 2^26.
void turn(ivec4 part, int whole, out vec4 c, out vec4 s) {
  ivec4 quadrant = ivec4(vec4(part) * (4.0 / float(whole)) + 0.5);
  vec4 r = vec4(4 * part - quadrant * whole) * (HALF_PI / float(whole));
  vec4 p = cos4_near_0(r), q = sin4_near_0(r);
  bvec4 odd = equal(quadrant & 1, ivec4(1));
  vec4 flip_c = 1.0 - vec4((quadrant + 1) & 2), flip_s = 1.0 - vec4(quadrant & 2);
  c = mix(p, q, odd) * flip_c;
  s = mix(q, p, odd) * flip_s;
}
