// The slope by the output of one step of SimpleRNN, g and what the next step adds: dh is the
// slope by its output, u turned. After the last step there is none, and turns is 0.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
#include "prelude/recurrent_product.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  vec4 back = vec4(0.0);
  for (int k = 0; k < turns; k++) {
    vec4 h = outputs_texel((rows_after + row) * unit_texels + k);
    vec4 v = dh_texel(row * unit_texels + k) * act_slope(h);
    back += times_rows(v, k, 4 * k * unit_texels + j, unit_texels);
  }
  back = dropped(back, t);
  if (turns > 0 && skipped(rows_after + row)) back = dh_texel(t);
  y = g_texel(rows_before * unit_texels + t) + back;
}
