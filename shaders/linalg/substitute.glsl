// One step of substitution: row `step` of the solution is ready, and goes into the rows that follow it
float cell(int row, int col) {
  int i = row % rows;
  int first = row - i;
  float ready = x_at((first + step) * y_stride + col) / a_at((first + step) * a_stride + step);
  if (i == step) return ready;
  float v = x_at(row * y_stride + col);
  if ((i > step) != (up == 0)) return v;
  int at = across == 0 ? row * a_stride + step : (first + step) * a_stride + i;
  return v - a_at(at) * ready;
}
#include "prelude/cells.glsl"
