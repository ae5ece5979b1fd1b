// gelu with tanh for erf: (1 + tanh(u)) / 2 is sigmoid(2u), which does not cancel
#include "prelude/exponential.glsl"

// 2u = x (1.5957691 + 0.0713548 x^2) as a sum: far out, its rounding would be magnified by its size.
float twice_u(float x, out float rest) {
  float x1 = upper(x), x2 = x - x1;
  float square = upper(x * x);
  float square_rest = (x1 * x1 - square) + x2 * (x1 + x);
  float high = 1.59570312 + 0.0713500977 * square;
  float s = upper(high);
  float s_rest = (0.0713500977 * square - (s - 1.59570312)) +
                 (0.0713500977 * square_rest + 4.71861631e-06 * (square + square_rest));
  rest = x1 * s_rest + (x2 * (s + s_rest) + 6.59966026e-05 * x);
  return x1 * s;
}

float op(float x) {
  if (x < -16.0) return -0.0;
  float rest;
  float t = twice_u(min(x, 16.0), rest);
  float e = exp_scaled(-abs(t), t > 0.0 ? -rest : rest, 0);
  return is_nan(x) ? x : x * ((x >= 0.0 ? 1.0 : e) / (1.0 + e));
}
