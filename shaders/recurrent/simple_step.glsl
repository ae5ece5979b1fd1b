// One step of SimpleRNN: act(z + h u); z is all steps', of which `rows_before` rows have been.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  vec4 total = z_texel(rows_before * unit_texels + t);
  for (int k = 0; k < unit_texels; k++) {
    int own = row * unit_texels + k;
    total += times_rows(dropped(h_texel(own), own), k, 4 * k * unit_texels + j, unit_texels);
  }
  y = skipped(rows_before + row) ? h_texel(t) : act4(total);
}
