// exp, log and their kin within about two units in the last place. GLSL bounds the error of its own
// exp and log only loosely (exp(80.0) may lose 6 bits, log near 1 all of them), so these use none.
#include "prelude/numeric.glsl"

// ln 2 in two parts; the first has 9 bits, so that its product with an exponent is exact.
#define LN2_HIGH 0.693359375
#define LN2_LOW -0.000212194442

// n and r with e^(x + rest) = 2^n * e^r, |r| little above ln(2)/2.
float reduce_exp(float x, float rest, out int n) {
  float whole = floor(x * 1.44269502 + 0.5);
  n = int(whole);
  return ((x - whole * LN2_HIGH) - whole * LN2_LOW) + rest;
}

// e^r - 1 for |r| < 0.36.
float expm1_near_0(float r) {
  float p = 0.00139450759 + r * 0.000199198897;
  p = 0.166666672 + r * (0.0416663028 + r * (0.00833326299 + r * p));
  return r + r * r * (0.5 + r * p);
}

// e^(x + rest) * 2^scale, where rest is small beside x.
float exp_scaled(float x, float rest, int scale) {
  int n;
  float r = reduce_exp(clamp(x, -106.0, 90.0), rest, n);
  float y = scale2(1.0 + expm1_near_0(r), n + scale);
  return is_nan(x) ? x : y;
}

float expf(float x) { return exp_scaled(x, 0.0, 0); }

float expm1f(float x) {
  int n;
  float r = expm1_near_0(reduce_exp(clamp(x, -30.0, 89.0), 0.0, n));
  float half_scale = power2(n - 1);
  float y = (half_scale * r + (half_scale - 0.5)) * 2.0;
  return is_nan(x) ? x : y;
}

// x = 2^k * (1 + f) with 1 + f from sqrt(1/2) to sqrt(2); x is positive and finite.
float reduce_log(float x, out float k) {
  bool tiny = x < 1.17549435e-38;
  uint bits = floatBitsToUint(tiny ? x * 8388608.0 : x) + (0x3f800000u - 0x3f3504f3u);
  k = float(int(bits >> 23) - (tiny ? 150 : 127));
  return uintBitsToFloat((bits & 0x7fffffu) + 0x3f3504f3u) - 1.0;
}

// log(2^k * (1 + f)): with s = f / (2 + f), log(1 + f) = 2s + 2s^3/3 + …, arranged so that what is
// rounded is small beside f.
float log_reduced(float f, float k) {
  float s = f / (2.0 + f);
  float z = s * s;
  float tail = z * (0.666666627 + z * (0.400003433 + z * (0.285366803 + z * 0.235948071)));
  float square = 0.5 * f * f;
  return k * LN2_HIGH - ((square - (s * (square + tail) + k * LN2_LOW)) - f);
}

// y, or what log gives where x is no positive number.
float log_edges(float x, float y) {
  if (x == 0.0) return -INF;
  if (is_nan(x) || x < 0.0) return NAN;
  return is_inf(x) ? x : y;
}

float logf(float x) {
  float k;
  float f = reduce_log(x, k);
  return log_edges(x, log_reduced(f, k));
}

// log(1 + x): near 0 by x itself, elsewhere 1 + x is exact enough.
float log1pf(float x) {
  float u = 1.0 + x;
  float k;
  float f = reduce_log(u, k);
  bool near_0 = x > -0.29 && x < 0.41;
  float y = log_reduced(near_0 ? x : f, near_0 ? 0.0 : k);
  return log_edges(u, y);
}

// 1 / (1 + e^-x) and log(1 + e^x) by e^-|x|, which cannot overflow.
float sigmoidf(float x) {
  float e = expf(-abs(x));
  return (x >= 0.0 ? 1.0 : e) / (1.0 + e);
}

float softplusf(float x) {
  float y = max(x, 0.0) + log1pf(expf(-abs(x)));
  return is_nan(x) ? x : y;
}

float tanhf(float x) {
  float e = expm1f(-2.0 * abs(x));
  return with_sign(e / (e + 2.0), x);
}
