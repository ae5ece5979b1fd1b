// The slopes by what the activation was given, for all steps of SimpleRNN at once.
#include "prelude/recurrent_activations.glsl"
#include "prelude/recurrent_options.glsl"
void main() {
  int t = out_texel();
  vec4 slope = dh_texel(t) * act_slope(outputs_texel(t));
  y = skipped(t / unit_texels) ? vec4(0.0) : slope;
}
