// One column of Cholesky's factor; the columns to its right get what it leaves them. Reads the lower
// triangle only.
float cell(int row, int col) {
  int i = row % rows;
  int first = row - i;
  float v = x_at(row * y_stride + col);
  if (col < step) return v;
  if (i < col) return 0.0;
  float d = x_at((first + step) * y_stride + step);
  float head = x_at(row * y_stride + step);
  if (col == step) return i == step ? sqrt(d) : head / sqrt(d);
  return v - head * x_at((first + col) * y_stride + step) / d;
}
#include "prelude/cells.glsl"
