// The second half: candidate and output; update and held are what the first half made.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  int stride = 3 * unit_texels;
  vec4 candidate = z_texel((rows_before + row) * stride + j + 2 * unit_texels);
  for (int k = 0; k < unit_texels; k++) {
    vec4 v = held_texel(row * unit_texels + k);
    candidate += times_rows(v, k, 4 * k * stride + j + 2 * unit_texels, stride);
  }
  candidate = act4(candidate);
  vec4 before = h_texel(t);
  y = candidate + update_texel(t) * (dropped(before, t) - candidate);
  if (skipped(rows_before + row)) y = before;
}
