// The same elements in row-major order, under a shape whose rows lie otherwise.
Y value(int index) {
  int row = index / x_cols;
  return x_at(row * x_stride + index - row * x_cols);
}
#include "prelude/lanes.glsl"
