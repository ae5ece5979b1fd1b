// What gru_slopes needs, for all steps at once: z is the inputs' part, inner the state's, before
// what each step saw of the state. A skipped step is one whose gate keeps the state as it is.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
void main() {
  int t = out_texel();
  int line = t / unit_texels;
  int j = t - line * unit_texels;
  int row = line / 5;
  int part = line - 5 * row;
  int at = row * 3 * unit_texels + j;
  int third = at + 2 * unit_texels;
  if (part == 4) {
    y = before_texel(row * unit_texels + j);
  } else if (part == 3) {
    y = inner_texel(third);
  } else {
    int own = part == 0 ? at : at + unit_texels;
    vec4 v = gate4(z_texel(own) + inner_texel(own));
    y = part == 2 ? act4(z_texel(third) + v * inner_texel(third)) : v;
    if (part == 0 && skipped(row)) y = vec4(1.0);
  }
}
