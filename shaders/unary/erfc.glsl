// 1 - erf(x), without cancellation where x is large
#include "prelude/gauss.glsl"
float op(float x) {
  float a = min(abs(x), 11.0);
  float tail = exp_square(a, 1.0) * scaled_erfc(a);
  float y = a < 0.7 ? 1.0 - erf_near_0(x) : x > 0.0 ? tail : 2.0 - tail;
  return is_nan(x) ? x : y;
}
