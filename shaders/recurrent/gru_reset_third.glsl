// The first half of a step back of GRU with the reset before the product: the slope by the state
// times the reset gate, in the step `rows_after`; dh is the slope by its output, u turned.
#include "prelude/recurrent_product.glsl"
#include "prelude/gru_reset_slopes.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  int at = (rows_after + row) * 4 * unit_texels;
  vec4 total = vec4(0.0);
  for (int k = 0; k < unit_texels; k++) {
    vec4 v = candidate_slope(dh_texel(row * unit_texels + k), at + k);
    total += times_rows(v, k, (2 * units + 4 * k) * unit_texels + j, unit_texels);
  }
  y = total;
}
