// The second half: the slope by the output, g and what the next step adds. After the last step there
// is none, and turns is 0.
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
#include "prelude/gru_reset_slopes.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  int at = (rows_after + row) * 4 * unit_texels;
  int gate = units * unit_texels;
  vec4 back = vec4(0.0);
  if (turns > 0) {
    back = dh_texel(t) * gates_texel(at + j) + by_held_texel(t) * gates_texel(at + unit_texels + j);
  }
  for (int k = 0; k < turns; k++) {
    int own = row * unit_texels + k;
    int from = 4 * k * unit_texels + j;
    back += times_rows(update_slope(dh_texel(own), at + k), k, from, unit_texels);
    back += times_rows(reset_slope(by_held_texel(own), at + k), k, from + gate, unit_texels);
  }
  back = dropped(back, t);
  if (turns > 0 && skipped(rows_after + row)) back = dh_texel(t);
  y = g_texel(rows_before * unit_texels + t) + back;
}
