// (e^x + e^-x) / 2 by e^|x| / 2, which does not overflow first
#include "prelude/exponential.glsl"
float op(float x) {
  float h = exp_scaled(abs(x), 0.0, -1);
  return h + 0.25 / h;
}
