// The slope by the output of one step of GRU: g and what the next step adds: dh is the slope by
// its output, gates as in gru_slopes, u turned. After the last step there is none, and turns is 0.
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
#include "prelude/gru_slopes.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  int at = (rows_after + row) * 5 * unit_texels;
  int gate = units * unit_texels;
  vec4 back = vec4(0.0);
  if (turns > 0) back = dh_texel(t) * gates_texel(at + j);
  for (int k = 0; k < turns; k++) {
    vec4 by[4];
    gru_slopes(dh_texel(row * unit_texels + k), at + k, by);
    int from = 4 * k * unit_texels + j;
    back += times_rows(by[0], k, from, unit_texels);
    back += times_rows(by[1], k, from + gate, unit_texels);
    back += times_rows(by[3], k, from + 2 * gate, unit_texels);
  }
  back = dropped(back, t);
  if (turns > 0 && skipped(rows_after + row)) back = dh_texel(t);
  y = g_texel(rows_before * unit_texels + t) + back;
}
