// float32 to int32: the fraction goes, NaN becomes 0 and what is too large the nearest int32
#include "prelude/numeric.glsl"
int whole(float x) {
  if (is_nan(x)) return 0;
  return x >= 2147483648.0 ? 0x7fffffff : x <= -2147483648.0 ? int(0x80000000u) : int(x);
}
int whole(int x) { return x; }
int op(T x) { return whole(x); }
