// g (cdf(x) + x pdf(x)), of the input
#include "prelude/gauss.glsl"
float op(float g, float v) {
  float x = clamp(v, -20.0, 20.0);
  return g * (normal_cdf(x) + x * normal_pdf(x));
}
