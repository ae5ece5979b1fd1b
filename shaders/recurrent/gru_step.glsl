// One step of GRU (reset after the product); z is all steps', of which `rows_before` rows have been;
// a row of z or u is three of `units`, for z, r and the candidate; bias is what is added to h u.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  int stride = 3 * unit_texels;
  vec4 update = bias_texel(j), reset = bias_texel(j + unit_texels);
  vec4 inner = bias_texel(j + 2 * unit_texels);
  for (int k = 0; k < unit_texels; k++) {
    int own = row * unit_texels + k;
    vec4 v = dropped(h_texel(own), own);
    int at = 4 * k * stride + j;
    update += times_rows(v, k, at, stride);
    reset += times_rows(v, k, at + unit_texels, stride);
    inner += times_rows(v, k, at + 2 * unit_texels, stride);
  }
  int from = (rows_before + row) * stride + j;
  update = gate4(z_texel(from) + update);
  reset = gate4(z_texel(from + unit_texels) + reset);
  vec4 candidate = act4(z_texel(from + 2 * unit_texels) + reset * inner);
  vec4 before = h_texel(t);
  y = candidate + update * (dropped(before, t) - candidate);
  if (skipped(rows_before + row)) y = before;
}
