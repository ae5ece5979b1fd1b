// the lengths of the columns of x
float cell(int row, int col) {
  float total = 0.0;
  for (int i = 0; i < rows; i++) {
    float v = x_at((row * rows + i) * x_stride + col);
    total += v * v;
  }
  return sqrt(total);
}
#include "prelude/cells.glsl"
