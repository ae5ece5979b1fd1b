// (e^x - e^-x) / 2: near 0 by expm1, else by e^|x| / 2, which does not overflow first
#include "prelude/exponential.glsl"
float op(float x) {
  float a = abs(x);
  float e = expm1f(min(a, 1.0));
  float h = exp_scaled(a, 0.0, -1);
  float y = a < 1.0 ? 0.5 * (e + e / (1.0 + e)) : h - 0.25 / h;
  return is_nan(x) ? x : with_sign(y, x);
}
