// The slopes by what the gates were computed from, for all steps of LSTM at once.
#include "prelude/lstm_slopes.glsl"
void main() {
  int t = out_texel();
  int line = t / unit_texels;
  int j = t - line * unit_texels;
  int row = line >> 2;
  int own = row * unit_texels + j;
  vec4 by[4];
  lstm_slopes(dh_texel(own), dc_texel(own), row * 6 * unit_texels + j, by);
  y = by[line & 3];
}
