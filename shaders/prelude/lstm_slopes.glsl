// What `gates` holds of each row: i, f, g, o, act(c), and c of the step before. The slopes by what
// the four gates were computed from, where dh and dc are those by output and cell.
#include "prelude/recurrent_activations.glsl"
void lstm_slopes(vec4 by_h, vec4 by_c, int at, out vec4 by[4]) {
  vec4 i = gates_texel(at), f = gates_texel(at + unit_texels);
  vec4 g = gates_texel(at + 2 * unit_texels), o = gates_texel(at + 3 * unit_texels);
  by[0] = by_c * g * gate_slope(i);
  by[1] = by_c * gates_texel(at + 5 * unit_texels) * gate_slope(f);
  by[2] = by_c * i * act_slope(g);
  by[3] = by_h * gates_texel(at + 4 * unit_texels) * gate_slope(o);
}
