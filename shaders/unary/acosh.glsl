// log(x + sqrt(x^2 - 1)) by x - 1, which is exact; NaN below 1
#include "prelude/exponential.glsl"
float op(float x) {
  float t = x - 1.0;
  float y = x < 1e6 ? log1pf(t + sqrt(2.0 * t + t * t)) : logf(x) + 0.693147182;
  return is_nan(x) || x < 1.0 ? NAN : y;
}
