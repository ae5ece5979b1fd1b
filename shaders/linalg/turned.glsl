// x with each column multiplied by the sign of r's diagonal, and the diagonal without it (row by row)
float cell(int row, int col) {
#ifdef LENGTHS
  return abs(r_at((row * rows + col) * r_stride + col));
#else
  float v = x_at(row * x_stride + col);
  if (col >= cols) return v;
  return r_at((row / x_rows * rows + col) * r_stride + col) < 0.0 ? -v : v;
#endif
}
#include "prelude/cells.glsl"
