// The error function and the normal distribution, right to the last bits far out in the tails.
#include "prelude/exponential.glsl"

// e^(-k x^2), with x^2 in two parts, since rounding it would be magnified by its size.
float exp_square(float x, float k) {
  float z = upper(x);
  return exp_scaled(-k * z * z, k * (z - x) * (z + x), 0);
}

// erfc(a) e^(a^2) for a from 0.7 on.
float scaled_erfc(float a) {
  float t = 1.0 / (a + 1.5);
  float p = 1.16319859 + t * (-8.42099094 + t * (11.227951 - t * 5.0138793));
  return t * (0.56421876 + t * (0.844951391 + t * (1.01293552 + t * (0.365125537 + t * p))));
}

// erf(x) for |x| up to 1.
float erf_near_0(float x) {
  float z = x * x;
  float p = 0.00518953567 + z * (-0.000802084222 + z * 7.88912294e-5);
  return x + x * (0.128379166 + z * (-0.37612626 + z * (0.112836003 + z * (-0.0268544443 + z * p))));
}

float erff(float x) {
  float a = min(abs(x), 4.0);
  float y = a < 1.0 ? erf_near_0(x) : with_sign(1.0 - exp_square(a, 1.0) * scaled_erfc(a), x);
  return is_nan(x) ? x : y;
}

// The probability that a standard normal number is below x.
float normal_cdf(float x) {
  float a = min(abs(x), 16.0);
  float u = a * 0.707106769;
  if (u < 0.7) return 0.5 + 0.5 * erf_near_0(x * 0.707106769);
  float tail = 0.5 * exp_square(a, 0.5) * scaled_erfc(u);
  return x > 0.0 ? 1.0 - tail : is_nan(x) ? x : tail;
}

// The density of the standard normal distribution.
float normal_pdf(float x) { return 0.398942280 * exp_square(clamp(x, -20.0, 20.0), 0.5); }
