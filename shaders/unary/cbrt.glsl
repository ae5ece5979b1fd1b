// the cube root: a third of the exponent as a first guess, then Newton's method
#include "prelude/numeric.glsl"
float op(float x) {
  float a = abs(x);
  if (is_nan(x) || is_inf(x) || a == 0.0) return x;
  bool tiny = a < 1.0e-30;
  if (tiny) a *= 1073741824.0;
  float y = uintBitsToFloat(floatBitsToUint(a) / 3u + 709921077u);
  for (int i = 0; i < 4; i++) y -= (y - a / (y * y)) * 0.333333343;
  return with_sign(tiny ? y * 0.0009765625 : y, x);
}
