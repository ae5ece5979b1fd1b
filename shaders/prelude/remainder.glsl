// Division with Python's signs. GLSL's own % is undefined for negative numbers, and a - b * floor(a/b)
// is wrong as soon as a/b has been rounded; so both work on whole numbers without sign.
#include "prelude/numeric.glsl"

int floor_div(int a, int b) {
  if (b == 0) return 0;
  uint u = magnitude(a), v = magnitude(b);
  uint q = u / v;
  if ((a < 0) == (b < 0)) return int(q);
  return int(~(q * v == u ? q - 1u : q));
}

int modulo(int a, int b) { return b == 0 ? 0 : a - floor_div(a, b) * b; }

// The fraction's 24 bits, and the exponent of the last of them; x is finite and not negative.
uint fraction(float x, out int exponent) {
  uint bits = floatBitsToUint(x);
  int e = int(bits >> 23);
  exponent = max(e, 1) - 150;
  return e == 0 ? bits : (bits & 0x7fffffu) | 0x800000u;
}

// a modulo b for finite a >= 0 and b > 0, by long division, eight bits a step.
float remainder_of(float a, float b) {
  if (a < b) return a;
  int ea, eb;
  uint m = fraction(a, ea), d = fraction(b, eb);
  m %= d;
  for (int left = ea - eb; left > 0 && m != 0u; left -= 8) m = (m << min(left, 8)) % d;
  return scale2(float(m), eb);
}

float modulo(float a, float b) {
  if (is_nan(a) || is_nan(b) || is_inf(a) || b == 0.0) return NAN;
  float r = is_inf(b) ? abs(a) : remainder_of(abs(a), abs(b));
  if (r == 0.0) return with_sign(0.0, b);
  r = a < 0.0 ? -r : r;
  return (r < 0.0) == (b < 0.0) ? r : r + b;
}

float floor_div(float a, float b) {
  if (b == 0.0) return a / b;
  if (is_inf(b) && abs(a) < INF) return a == 0.0 || (a < 0.0) == (b < 0.0) ? 0.0 : -1.0;
  float q = (a - modulo(a, b)) / b;  // whole, but for the rounding of a - …
  float below = floor(q);
  return q - below > 0.5 ? below + 1.0 : below;
}
