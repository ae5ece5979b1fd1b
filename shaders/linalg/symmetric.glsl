// the symmetric matrix with the lower triangle of x
float cell(int row, int col) {
  int i = row % rows;
  return x_at((row - i + max(i, col)) * y_stride + min(i, col));
}
#include "prelude/cells.glsl"
