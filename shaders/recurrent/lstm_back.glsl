// The slopes by output and cell of one step of LSTM: g and g_c and what the next step adds: dh and
// dc are the slopes by its output and cell, gates as in lstm_slopes, u turned. After the last step
// there is none, and turns is 0.
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
#include "prelude/lstm_slopes.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  vec4 by_c = g_c_texel(rows_before * unit_texels + t);
  int after = (rows_after + row) * 6 * unit_texels;
  int gate = units * unit_texels;
  vec4 back = vec4(0.0);
  for (int k = 0; k < turns; k++) {
    int own = row * unit_texels + k;
    vec4 by[4];
    lstm_slopes(dh_texel(own), dc_texel(own), after + k, by);
    int from = 4 * k * unit_texels + j;
    back += times_rows(by[0], k, from, unit_texels);
    back += times_rows(by[1], k, from + gate, unit_texels);
    back += times_rows(by[2], k, from + 2 * gate, unit_texels);
    back += times_rows(by[3], k, from + 3 * gate, unit_texels);
  }
  back = dropped(back, t);
  if (turns > 0) {
    by_c += dc_texel(t) * gates_texel(after + unit_texels + j);
    if (skipped(rows_after + row)) back = dh_texel(t);
  }
  int at = (rows_before + row) * 6 * unit_texels + j;
  vec4 o = gates_texel(at + 3 * unit_texels), bent = gates_texel(at + 4 * unit_texels);
  y = g_texel(rows_before * unit_texels + t) + back;
  by_cell = by_c + y * o * act_slope(bent);
}
