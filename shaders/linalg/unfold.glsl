// q after the reflection that column `step` of x keeps; w is from linalg/unfold_row
float cell(int row, int col) {
  int i = row % rows;
  float v = q_at(row * y_stride + col);
  if (i < step) return v;
  float reflector = i == step ? 1.0 : x_at(row * x_stride + step);
  return v - reflector * w_at(row / rows * w_stride + col);
}
#include "prelude/cells.glsl"
