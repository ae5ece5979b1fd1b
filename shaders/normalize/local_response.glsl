// x / (bias + alpha * the sum along a row of the squares up to `radius` places away) ^ beta
#include "prelude/power.glsl"
Y value(int index) {
  int row = index / y_cols;
  int c = index - row * y_cols;
  float sum = 0.0;
  int last = min(c + radius, y_cols - 1);
  for (int k = max(c - radius, 0); k <= last; k++) {
    float v = x_at(row * y_stride + k);
    sum += v * v;
  }
  return x_at(row * y_stride + c) * power(bias + alpha * sum, -beta);
}
#include "prelude/lanes.glsl"
