// The first half of a step of GRU with the reset before the product: y is the update gate, held the
// state times the reset gate. z and u as in gru_step.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  int stride = 3 * unit_texels;
  int from = (rows_before + row) * stride + j;
  vec4 update = z_texel(from), reset = z_texel(from + unit_texels);
  for (int k = 0; k < unit_texels; k++) {
    int own = row * unit_texels + k;
    vec4 v = dropped(h_texel(own), own);
    int at = 4 * k * stride + j;
    update += times_rows(v, k, at, stride);
    reset += times_rows(v, k, at + unit_texels, stride);
  }
  y = gate4(update);
  held = gate4(reset) * dropped(h_texel(t), t);
}
