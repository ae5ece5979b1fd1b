// What `gates` holds of each row: z, r, the candidate, the state's part of the candidate before r
// acts, and h of the step before. The slopes by the inputs' parts of the three, and by the state's
// part of the candidate, where by_h is that by the output.
#include "prelude/recurrent_activations.glsl"
void gru_slopes(vec4 by_h, int at, out vec4 by[4]) {
  vec4 z = gates_texel(at), r = gates_texel(at + unit_texels);
  vec4 candidate = gates_texel(at + 2 * unit_texels);
  vec4 inner = gates_texel(at + 3 * unit_texels);
  by[0] = by_h * (gates_texel(at + 4 * unit_texels) - candidate) * gate_slope(z);
  by[2] = by_h * (1.0 - z) * act_slope(candidate);
  by[1] = by[2] * inner * gate_slope(r);
  by[3] = by[2] * r;
}
