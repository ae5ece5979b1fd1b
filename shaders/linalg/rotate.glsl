// One round of one-sided rotations: each column of x with its partner, by linalg/angles
#include "prelude/rounds.glsl"
float cell(int row, int col) {
  int at = row / rows * 2 * w_stride;
  int mate = partner(col);
  float v = x_at(row * y_stride + col);
  if (mate == col) return v;
  return w_at(at + col) * v + w_at(at + w_stride + col) * x_at(row * y_stride + mate);
}
#include "prelude/cells.glsl"
