// x after a reflection that clears column `step` below the diagonal, or, with `keep`, leaves the
// reflector there; w is from linalg/reflection
float cell(int row, int col) {
  int i = row % rows;
  float v = x_at(row * y_stride + col);
  if (i < step || col < step) return v;
  int at = row / rows * w_stride;
  if (col == step && i == step) return w_at(at + y_cols);
  if (col == step) return keep != 0 ? v * w_at(at + y_cols + 1) : 0.0;
  float reflector = i == step ? 1.0 : x_at(row * y_stride + step) * w_at(at + y_cols + 1);
  return v - reflector * w_at(at + col);
}
#include "prelude/cells.glsl"
