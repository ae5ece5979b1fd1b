// The slopes by what all three gates were computed from, for all steps at once.
#include "prelude/gru_reset_slopes.glsl"
void main() {
  int t = out_texel();
  int line = t / unit_texels;
  int j = t - line * unit_texels;
  int row = line / 3;
  int part = line - 3 * row;
  int own = row * unit_texels + j;
  int at = 4 * row * unit_texels + j;
  if (part == 2) {
    y = third_texel(own);
  } else {
    y = part == 0 ? update_slope(dh_texel(own), at) : reset_slope(by_held_texel(own), at);
  }
}
