// Powers of two, and logarithms to the bases 2 and 10.
#include "prelude/exponential.glsl"

float exp2f(float x) {
  float a = clamp(x, -152.0, 129.0);
  float whole = floor(a + 0.5);
  float y = scale2(1.0 + expm1_near_0((a - whole) * 0.693147182), int(whole));
  return is_nan(x) ? x : y;
}

// log(1 + f) in another base, plus k; log2(2^k) is exactly k.
float log2f(float x) {
  float k;
  float f = reduce_log(x, k);
  return log_edges(x, log_reduced(f, 0.0) * 1.44269502 + k);
}

// log10(2) in two parts; the first has 13 bits, so that k times it is exact.
float log10f(float x) {
  float k;
  float f = reduce_log(x, k);
  return log_edges(x, k * 0.301025391 + (log_reduced(f, 0.0) * 0.434294492 + k * 4.60503907e-6));
}
