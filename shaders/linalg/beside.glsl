// a and, to its right, b
float cell(int row, int col) {
  float u = a_at(row * a_stride + min(col, cols - 1));
  float v = b_at(row * b_stride + max(col - cols, 0));
  return col < cols ? u : v;
}
#include "prelude/cells.glsl"
