// x and, to its right, the identity matrix
float cell(int row, int col) {
  float v = x_at(row * x_stride + min(col, cols - 1));
  return col < cols ? v : float(col - cols == row % rows);
}
#include "prelude/cells.glsl"
