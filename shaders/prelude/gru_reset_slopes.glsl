// What `gates` holds of each row: z, r, the candidate, and h of the step before. Where by_h is the
// slope by the output: the slope by what the candidate was computed from, and with it that by what
// the product of the candidate was of (by_held): those by what z and r were computed from.
#include "prelude/recurrent_activations.glsl"
vec4 candidate_slope(vec4 by_h, int at) {
  vec4 candidate = gates_texel(at + 2 * unit_texels);
  return by_h * (1.0 - gates_texel(at)) * act_slope(candidate);
}
vec4 update_slope(vec4 by_h, int at) {
  vec4 candidate = gates_texel(at + 2 * unit_texels);
  return by_h * (gates_texel(at + 3 * unit_texels) - candidate) * gate_slope(gates_texel(at));
}
vec4 reset_slope(vec4 by_held, int at) {
  return by_held * gates_texel(at + 3 * unit_texels) * gate_slope(gates_texel(at + unit_texels));
}
