// log2(2^a + 2^b): the greater of both, and log2(1 + …) of what the other adds
#include "prelude/other_bases.glsl"
float op(float a, float b) {
  float most = max(a, b);
  if (is_nan(a) || is_nan(b)) return NAN;
  return is_inf(most) ? most : most + log1pf(exp2f(-abs(a - b))) * 1.44269502;
}
