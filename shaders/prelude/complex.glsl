// Complex numbers as (real, imaginary), and what their functions are made of.
#include "prelude/exponential.glsl"
#include "prelude/trigonometry.glsl"

// |(a, b)| without overflow of the squares; infinite if either is, as in C.
float hypotf(float a, float b) {
  a = abs(a);
  b = abs(b);
  float most = max(a, b), least = min(a, b);
  float t = least / most;
  float y = most == 0.0 ? 0.0 : most * sqrt(1.0 + t * t);
  y = is_nan(a) || is_nan(b) ? NAN : y;
  return is_inf(a) || is_inf(b) ? INF : y;
}

bool is_finite(float x) { return !is_nan(x) && !is_inf(x); }

// cosh and sinh of x, as in unary/.
vec2 hyperbolic(float x) {
  float a = abs(x);
  float e = expm1f(min(a, 1.0));
  float h = exp_scaled(a, 0.0, -1);
  float s = a < 1.0 ? 0.5 * (e + e / (1.0 + e)) : h - 0.25 / h;
  return is_nan(x) ? vec2(x) : vec2(h + 0.25 / h, with_sign(s, x));
}
