// `on` where the column is the row's index, else `off`.
Y value(int index) {
  int row = index / y_cols;
  return indices_at(row / row_length * row_stride + row % row_length) == index - row * y_cols ? on : off;
}
#include "prelude/lanes.glsl"
