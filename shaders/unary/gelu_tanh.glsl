// gelu with tanh for erf: (1 + tanh(u)) / 2 is sigmoid(2u), which does not cancel
#include "prelude/exponential.glsl"
float op(float x) {
  float u = 0.797884583 * (x + 0.044715 * x * x * x);
  return x < -16.0 ? -0.0 : x * sigmoidf(2.0 * u);
}
