// x on the diagonal where column - row = offset, else 0
Y value(int index) {
  int line = index / y_cols;
  int matrix = line / rows;
  int row = line - matrix * rows;
  int col = index - line * y_cols;
  int at = min(row, col);
  bool on = col - row == offset && at < count;
  Y v = x_at(on ? matrix * x_stride + at : 0);
  return on ? v : Y(0);
}
#include "prelude/lanes.glsl"
