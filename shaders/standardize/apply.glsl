// (x - mean) / deviation * gamma + beta, with the mean and deviation of each column, or BY_ROW.
#include "prelude/whereabouts.glsl"
void main() {
  locate();
  vec4 scaled = (x_texel(out_texel()) - MEAN) * (RATE * COLUMN(gamma_texel, gamma_at));
  y = scaled + COLUMN(beta_texel, beta_at);
}
