// What lstm_slopes needs, for all steps at once: z is the inputs' part, inner the state's, c all
// cells and c_0 the cell before the first step, of `batch` rows. A skipped step has i = 0, f = 1 and
// o = 0, for which all slopes are 0 but that by the cell before.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
void main() {
  int t = out_texel();
  int line = t / unit_texels;
  int j = t - line * unit_texels;
  int row = line / 6;
  int part = line - 6 * row;
  int own = row * unit_texels + j;
  if (part == 5) {
    y = row < batch ? c_0_texel(own) : c_texel(own - batch * unit_texels);
  } else {
    int at = (row * 4 + min(part, 3)) * unit_texels + j;
    vec4 v = part == 4 ? c_texel(own) : z_texel(at) + inner_texel(at);
    bool acts = part == 2 || part == 4;
#if defined(ACT_TANH) && !defined(GATE_HARD_SIGMOID)
    // tanh(x) is 2 sigmoid(2x) - 1, which is exact enough for a slope.
    vec4 s = sigmoid4(acts ? v + v : v);
    y = acts ? s + s - 1.0 : s;
#else
    y = acts ? act4(v) : gate4(v);
#endif
    if (!acts && skipped(row)) y = vec4(part == 1);
  }
}
