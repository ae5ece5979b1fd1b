// x and, below it, the identity matrix
float cell(int row, int col) {
  int matrix = row / (rows + columns);
  int i = row - matrix * (rows + columns);
  float v = x_at((matrix * rows + min(i, rows - 1)) * x_stride + col);
  return i < rows ? v : float(i - rows == col);
}
#include "prelude/cells.glsl"
