// What gru_reset_slopes needs, for all steps at once: z, r, the candidate and the state before; z is
// the inputs' part, inner the state's of the first two gates, third that of the candidate.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
void main() {
  int t = out_texel();
  int line = t / unit_texels;
  int j = t - line * unit_texels;
  int row = line >> 2;
  int part = line & 3;
  int own = row * unit_texels + j;
  if (part == 3) {
    y = before_texel(own);
  } else {
    vec4 v = z_texel((3 * row + part) * unit_texels + j);
    v += part == 2 ? third_texel(own) : inner_texel((2 * row + part) * unit_texels + j);
    y = part == 2 ? act4(v) : gate4(v);
    if (part == 0 && skipped(row)) y = vec4(1.0);
  }
}
