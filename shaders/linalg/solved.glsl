// the right-hand side of an eliminated system, divided by what is left on the diagonal
float cell(int row, int col) {
  int from = row * x_stride;
  return x_at(from + rows + col) / x_at(from + row % rows);
}
#include "prelude/cells.glsl"
