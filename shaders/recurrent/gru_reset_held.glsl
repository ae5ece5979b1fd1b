// The state before each step times its reset gate, for all steps at once: z is the inputs' part of
// three gates, inner the state's of the first two.
#include "prelude/recurrent_activations.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  int j = t - row * unit_texels;
  vec4 reset = z_texel((3 * row + 1) * unit_texels + j);
  y = gate4(reset + inner_texel((2 * row + 1) * unit_texels + j)) * before_texel(t);
}
