// sin, cos, tan and their inverses. GLSL leaves the error of its own unbounded, and drivers differ by
// orders of magnitude, most of all for large arguments.
#include "prelude/numeric.glsl"

#define PI 3.14159274
#define HALF_PI 1.57079637
#define HALF_PI_LOW -4.37113883e-8

// The upper 32 of the 64 bits of a * b.
uint multiply_high(uint a, uint b) {
  uint al = a & 0xffffu, ah = a >> 16, bl = b & 0xffffu, bh = b >> 16;
  uint low = al * bl, left = ah * bl, right = al * bh;
  uint middle = (low >> 16) + (left & 0xffffu) + (right & 0xffffu);
  return ah * bh + (left >> 16) + (right >> 16) + (middle >> 16);
}

// 2/pi in binary, after a word of zeros.
const uint TWO_OVER_PI[8] = uint[8](0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u,
                                    0xdb629599u, 0x3c439041u, 0xfe5163abu);

uint window(int start, int word) {
  int at = (start >> 5) + word;
  int bits = start & 31;
  uint high = TWO_OVER_PI[at] << bits;
  return bits == 0 ? high : high | (TWO_OVER_PI[at + 1] >> (32 - bits));
}

// The quadrant of a, a large positive number, and where in it, from -pi/4 to pi/4: its 24 bits
// times those bits of 2/pi that matter modulo four quadrants (Payne and Hanek 1983).
float reduce_large(float a, out int quadrant) {
  uint bits = floatBitsToUint(a);
  uint m = (bits & 0x7fffffu) | 0x800000u;
  int start = int(bits >> 23) - 120;
  uint w0 = window(start, 0), w1 = window(start, 1), w2 = window(start, 2);
  uint carry = multiply_high(m, w2);
  uint low = m * w1 + carry;
  uint high = m * w0 + multiply_high(m, w1) + (low < carry ? 1u : 0u);
  quadrant = int((high + 0x20000000u) >> 30);
  int fraction = int((high << 2) | (low >> 30));
  return (float(fraction) + float(low << 2) * 2.32830644e-10) * (HALF_PI * 2.32830644e-10);
}

// The quadrant of x modulo four, and where in it; pi/2 in four parts: the first three have 8, 16 and 16
// bits, so that their products with a quadrant below 2^8 are exact, and an angle that is nearly a
// multiple of pi/2 keeps all its bits. Larger angles take the other way.
float reduce_angle(float x, out int quadrant) {
  float a = abs(x);
  float n = floor(min(a, 256.0) * 0.636619747 + 0.5);
  float r = (((a - n * 1.5703125) - n * 0.000483825803) - n * 9.92088189e-10) - n * 5.39030295e-15;
  quadrant = int(n);
  // A loop of one turn, not an if: software renderers run both sides of an if, and skip loops.
  for (bool large = a >= 256.0; large; large = false) r = reduce_large(a, quadrant);
  if (x < 0.0) {
    r = -r;
    quadrant = -quadrant;
  }
  return r;
}

// sin and cos for |r| up to pi/4.
float sin_near_0(float r) {
  float z = r * r;
  return r + r * z * (-0.166666538 + z * (0.00833213143 - z * 0.000195108398));
}
float cos_near_0(float r) {
  float z = r * r;
  return 1.0 - (0.5 * z - z * z * (0.0416666456 + z * (-0.0013887306 + z * 2.4431205e-5)));
}

float sin_from(float x, int turn) {
  int quadrant;
  float r = reduce_angle(x, quadrant);
  quadrant += turn;
  float y = (quadrant & 1) == 0 ? sin_near_0(r) : cos_near_0(r);
  y = (quadrant & 2) == 0 ? y : -y;
  return is_nan(x) || is_inf(x) ? NAN : y;
}
float sinf(float x) { return sin_from(x, 0); }
float cosf(float x) { return sin_from(x, 1); }

float tanf(float x) {
  int quadrant;
  float r = reduce_angle(x, quadrant);
  float s = sin_near_0(r), c = cos_near_0(r);
  float y = (quadrant & 1) == 0 ? s / c : -c / s;
  return is_nan(x) || is_inf(x) ? NAN : y;
}

// asin(t) - t over t for t * t = z up to 1/4.
float asin_tail(float z) {
  return z * (0.166667536 + z * (0.0749524161 + z * (0.0454770997 +
         z * (0.0241475999 + z * 0.0422185659))));
}

float asinf(float x) {
  float a = abs(x);
  bool far = a > 0.5;
  float z = far ? 0.5 * (1.0 - a) : a * a;
  float t = far ? sqrt(z) : a;
  float p = t + t * asin_tail(z);
  float y = with_sign(far ? HALF_PI - (2.0 * p - HALF_PI_LOW) : p, x);
  return is_nan(x) || a > 1.0 ? NAN : y;
}

float acosf(float x) {
  float a = abs(x);
  bool far = a > 0.5;
  float z = far ? 0.5 * (1.0 - a) : a * a;
  float t = far ? sqrt(z) : x;
  float p = t + t * asin_tail(z);
  float y = far ? (x > 0.0 ? 2.0 * p : PI - (2.0 * p - 2.0 * HALF_PI_LOW))
                : HALF_PI - (p - HALF_PI_LOW);
  return is_nan(x) || a > 1.0 ? NAN : y;
}

// atan(t) for t from 0 to 1.
float atan_unit(float t) {
  float z = t * t;
  float p = -0.0311778467 + z * (0.010914606 - z * 0.00179362181);
  p = 0.109521858 + z * (-0.0840345025 + z * (0.0579575934 + z * p));
  return t + t * z * (-0.333332986 + z * (0.199985489 + z * (-0.142642424 + z * p)));
}

float atanf(float x) {
  float a = abs(x);
  float p = atan_unit(a > 1.0 ? 1.0 / a : a);
  float y = with_sign(a > 1.0 ? HALF_PI - (p - HALF_PI_LOW) : p, x);
  return is_nan(x) ? x : y;
}

float atan2f(float y, float x) {
  float a = abs(y), b = abs(x);
  float least = min(a, b), most = max(a, b);
  // Also 0/0 and inf/inf, of which atan2 makes 0 and pi/4.
  float t = most == 0.0 ? 0.0 : least == most ? 1.0 : is_inf(most) ? 0.0 : least / most;
  float p = atan_unit(t);
  if (a > b) p = HALF_PI - (p - HALF_PI_LOW);
  if ((floatBitsToUint(x) >> 31) != 0u) p = PI - (p - 2.0 * HALF_PI_LOW);
  return is_nan(x) || is_nan(y) ? NAN : with_sign(p, y);
}
