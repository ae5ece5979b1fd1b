// Normal, cut off at two deviations: the inverse of the distribution function at a uniform number,
// by the central polynomial of Giles (2012), "Approximating the erfinv function".
#include "prelude/random.glsl"
#include "prelude/exponential.glsl"
float inverse_erf(float x) {
  float w = -logf((1.0 - x) * (1.0 + x)) - 2.5;
  float p = 2.81022636e-08;
  p = 3.43273939e-07 + p * w;
  p = -3.5233877e-06 + p * w;
  p = -4.39150654e-06 + p * w;
  p = 0.00021858087 + p * w;
  p = -0.00125372503 + p * w;
  p = -0.00417768164 + p * w;
  p = 0.246640727 + p * w;
  p = 1.50140941 + p * w;
  return p * x;
}

void main() {
  // erf(2 / sqrt 2): the share of a normal distribution within two deviations.
  vec4 x = (2.0 * random_units() + 5.9604644775390625e-8 - 1.0) * 0.9544997361;
  vec4 z = 1.4142135623730951 *
           vec4(inverse_erf(x.x), inverse_erf(x.y), inverse_erf(x.z), inverse_erf(x.w));
  y = mean + deviation * clamp(z, -2.0, 2.0);
}
