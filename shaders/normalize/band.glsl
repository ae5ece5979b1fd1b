// The sum along a row of the elements up to `radius` places away.
Y value(int index) {
  int row = index / y_cols;
  int c = index - row * y_cols;
  Y sum = Y(0);
  int last = min(c + radius, y_cols - 1);
  for (int k = max(c - radius, 0); k <= last; k++) sum += x_at(row * y_stride + k);
  return sum;
}
#include "prelude/lanes.glsl"
