// The slopes by what the candidates were computed from, for all steps at once.
#include "prelude/gru_reset_slopes.glsl"
void main() {
  int t = out_texel();
  int row = t / unit_texels;
  y = candidate_slope(dh_texel(t), 4 * row * unit_texels + t - row * unit_texels);
}
