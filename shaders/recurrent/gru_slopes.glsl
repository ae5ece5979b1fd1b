// The slopes by z, the inputs' part, and by the state's part, for all steps of GRU at once.
#include "prelude/gru_slopes.glsl"
void main() {
  int t = out_texel();
  int line = t / unit_texels;
  int j = t - line * unit_texels;
  int row = line / 3;
  int part = line - 3 * row;
  vec4 by[4];
  gru_slopes(dh_texel(row * unit_texels + j), row * 5 * unit_texels + j, by);
  vec4 gate = part == 0 ? by[0] : by[1];
  y = part == 2 ? by[2] : gate;
  by_inner = part == 2 ? by[3] : gate;
}
