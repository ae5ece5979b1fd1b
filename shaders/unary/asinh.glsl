// log(|x| + sqrt(x^2 + 1)) with the sign of x; small x by log1p, large x without squaring it
#include "prelude/exponential.glsl"
float op(float x) {
  float a = abs(x);
  float near = a + a * a / (1.0 + sqrt(a * a + 1.0));
  float y = a < 1e6 ? log1pf(near) : logf(a) + 0.693147182;
  return is_nan(x) ? x : with_sign(y, x);
}
