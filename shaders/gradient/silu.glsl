// g s (1 + x (1 - s)) where s = sigmoid(x), of the input
#include "prelude/exponential.glsl"
float op(float g, float v) {
  float x = clamp(v, -104.0, 104.0);
  float s = sigmoidf(x);
  return g * (s * (1.0 + x * (1.0 - s)));
}
