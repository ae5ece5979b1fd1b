// The inverse of the error function: x times a polynomial in w = -log(1 - x^2), or in its root where
// the tail begins. Both were fitted to Newton's solution in float64; the error is below 3 units.
#include "prelude/exponential.glsl"

float erfinv_centre(float t) {
  float p = 0.00021834692 + t * (-4.95974349e-6 + t * (-3.46335617e-6 + t * (4.6542873e-7 +
            t * (2.32858445e-8 - t * 8.73983095e-9))));
  return 1.50140936 + t * (0.246640289 + t * (-0.00417738976 + t * (-0.00125274842 + t * p)));
}

float erfinv_tail(float t) {
  float p = 0.00324572916 + t * (-0.00219597901 + t * (0.00121779435 + t * (-0.000347713768 +
            t * (-0.000134499193 + t * 0.000110404145))));
  return 3.00350126 + t * (1.00432211 + t * (0.00637811175 + t * (-0.0046664252 + t * p)));
}

float erfinvf(float x) {
  float w = -logf((1.0 - x) * (1.0 + x));
  if (abs(x) == 1.0) return x * INF;
  return x * (w < 5.0 ? erfinv_centre(w - 2.5) : erfinv_tail(sqrt(w) - 3.17));
}
