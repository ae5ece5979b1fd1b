// a^b. GLSL's pow knows no negative base, and loses as many bits as the result has exponent bits.
#include "prelude/exponential.glsl"

// int32 by repeated squaring, wrapping around; a negative power is 1/a^|b| cut to a whole number.
int power(int a, int b) {
  if (b < 0) return a == 1 ? 1 : a == -1 ? ((b & 1) == 0 ? 1 : -1) : 0;
  int y = 1;
  for (; b > 0; b >>= 1) {
    if ((b & 1) == 1) y *= a;
    a *= a;
  }
  return y;
}

// log(a) as a sum, with about 32 bits, for a positive finite a. As in log_reduced,
// log(1 + f) = 2s + 2s^3/3 + … with s = f / (2 + f), but s is in two parts.
float log_sum(float a, out float rest) {
  float k;
  float f = reduce_log(a, k);
  float d = 2.0 + f;
  float s = f / d;
  float s1 = upper(s), d1 = upper(d);
  float d2 = f - (d1 - 2.0);
  float s2 = ((f - s1 * d1) - s1 * d2) / d;
  float z = s * s;
  float tail = s * z * (0.666666627 + z * (0.400003433 + z * (0.285366803 + z * 0.235948071)));
  float high = k * LN2_HIGH;
  float sum = upper(high + 2.0 * s1);
  rest = ((high - sum) + 2.0 * s1) + (2.0 * s2 + tail + k * LN2_LOW);
  return sum;
}

// a^b for a positive finite a.
float positive_power(float a, float b) {
  float rest;
  float log_a = log_sum(a, rest);
  float b1 = upper(clamp(b, -1e30, 1e30));
  float b2 = clamp(b, -1e30, 1e30) - b1;
  float high = b1 * log_a;
  if (high > 95.0) return INF;
  return high < -110.0 ? 0.0 : exp_scaled(high, b1 * rest + b2 * (log_a + rest), 0);
}

float power(float a, float b) {
  if (b == 0.0 || a == 1.0) return 1.0;
  if (is_nan(a) || is_nan(b)) return NAN;
  float m = abs(a);
  bool whole = floor(b) == b;
  bool odd = whole && abs(b) < 16777216.0 && (int(b) & 1) == 1;
  float y;
  if (m == 0.0 || is_inf(m)) {
    y = (m == 0.0) == (b > 0.0) ? 0.0 : INF;
  } else if (is_inf(b)) {
    y = m == 1.0 ? 1.0 : (m > 1.0) == (b > 0.0) ? INF : 0.0;
  } else if (b == 2.0 || b == 3.0) {
    y = b == 2.0 ? m * m : m * m * m;
  } else {
    y = positive_power(m, b);
    // Powers of whole numbers are whole, as far as a float can tell.
    if (whole && b > 0.0 && floor(m) == m && y < 16777216.0) y = floor(y + 0.5);
    if (a < 0.0 && !whole) return NAN;
  }
  return odd && (floatBitsToUint(a) >> 31) != 0u ? -y : y;
}
