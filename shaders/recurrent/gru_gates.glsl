// What gru_slopes needs, for all steps at once: z is the inputs' part, inner the state's, h all
// outputs and h_0 the state before the first step, of `batch` rows.
#include "prelude/activations.glsl"
void main() {
  int t = out_texel();
  int line = t / unit_texels;
  int j = t - line * unit_texels;
  int row = line / 5;
  int part = line - 5 * row;
  int at = row * 3 * unit_texels + j;
  int third = at + 2 * unit_texels;
  if (part == 4) {
    y = row < batch ? h_0_texel(row * unit_texels + j) : h_texel((row - batch) * unit_texels + j);
  } else if (part == 3) {
    y = inner_texel(third);
  } else {
    int own = part == 0 ? at : at + unit_texels;
    vec4 v = sigmoid4(z_texel(own) + inner_texel(own));
    y = part == 2 ? tanh4(z_texel(third) + v * inner_texel(third)) : v;
  }
}
