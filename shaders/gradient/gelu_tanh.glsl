// g times the derivative of x sigmoid(2u), of the input
#include "prelude/exponential.glsl"
float op(float g, float v) {
  float x = clamp(v, -20.0, 20.0);
  float s = sigmoidf(1.59576917 * (x + 0.044715 * x * x * x));
  return g * (s + x * s * (1.0 - s) * 1.59576917 * (1.0 + 0.134145 * x * x));
}
