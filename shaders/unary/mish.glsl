// x tanh(softplus(x)), which is x n / (n + 2) with n = e^x (e^x + 2)
#include "prelude/exponential.glsl"
float op(float x) {
  float e = expf(min(x, 20.0));
  float n = e * (e + 2.0);
  return x > 20.0 || is_nan(x) ? x : x < -104.0 ? -0.0 : x * (n / (n + 2.0));
}
