// log((1 + x) / (1 - x)) / 2; infinite at 1 and -1, NaN beyond
#include "prelude/exponential.glsl"
float op(float x) {
  float a = abs(x);
  float y = a == 1.0 ? INF : 0.5 * log1pf(2.0 * a / (1.0 - a));
  return is_nan(x) || a > 1.0 ? NAN : with_sign(y, x);
}
