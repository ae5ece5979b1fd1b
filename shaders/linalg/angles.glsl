// For each column of the upper rows of x what it keeps of itself (row 0) and takes of its partner
// (row 1) so that the two become orthogonal
#include "prelude/rounds.glsl"
float cell(int row, int col) {
  int mate = partner(col);
  if (mate == col) return float((row & 1) == 0);
  int p = min(col, mate), q = max(col, mate);
  int from = (row >> 1) * rows;
  vec3 sums = vec3(0.0);
  for (int i = 0; i < upper_rows; i++) {
    float a = x_at((from + i) * x_stride + p), b = x_at((from + i) * x_stride + q);
    sums += vec3(a * a, b * b, a * b);
  }
  vec2 own = shares(tangent(sums.x, sums.y, sums.z), col < mate);
  return (row & 1) == 0 ? own.x : own.y;
}
#include "prelude/cells.glsl"
