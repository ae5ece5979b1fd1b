// What is left of a after its division by b, with the sign of a, as C's fmod; exact. int32 modulo 0 is 0.
#include "prelude/remainder.glsl"
int left_over(int a, int b) {
  uint v = magnitude(b);
  if (v == 0u) return 0;
  int r = int(magnitude(a) % v);
  return a < 0 ? -r : r;
}
float left_over(float a, float b) {
  if (is_nan(a) || is_nan(b) || is_inf(a) || b == 0.0) return NAN;
  return with_sign(is_inf(b) ? abs(a) : remainder_of(abs(a), abs(b)), a);
}
Y op(T a, T b) { return left_over(a, b); }
