// One step of LSTM: output and cell; z is all steps', of which `rows_before` rows have been; a row of
// z or u is four of `units`, for i, f, g and o.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  int stride = 4 * unit_texels;
  int from = (rows_before + row) * stride + j;
  vec4 i = z_texel(from), f = z_texel(from + unit_texels);
  vec4 g = z_texel(from + 2 * unit_texels), o = z_texel(from + 3 * unit_texels);
  for (int k = 0; k < unit_texels; k++) {
    int own = row * unit_texels + k;
    vec4 v = dropped(h_texel(own), own);
    int at = 4 * k * stride + j;
    i += times_rows(v, k, at, stride);
    f += times_rows(v, k, at + unit_texels, stride);
    g += times_rows(v, k, at + 2 * unit_texels, stride);
    o += times_rows(v, k, at + 3 * unit_texels, stride);
  }
  cell = gate4(f) * c_texel(t) + gate4(i) * act4(g);
  y = gate4(o) * act4(cell);
  if (skipped(rows_before + row)) {
    cell = c_texel(t);
    y = h_texel(t);
  }
}
