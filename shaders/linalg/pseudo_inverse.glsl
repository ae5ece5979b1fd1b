// the sum over k of v(k, row) u(col, k) / s(k), without what is small beside s(0)
float cell(int row, int col) {
  int matrix = row / rows;
  int i = row - matrix * rows;
  float least = small * s_at(matrix * s_stride);
  float total = 0.0;
  for (int k = 0; k < count; k++) {
    float s = s_at(matrix * s_stride + k);
    float term = v_at((matrix * count + k) * v_stride + i) * u_at((matrix * y_cols + col) * u_stride + k);
    if (s > least) total += term / s;
    else if (!(s <= least)) total += s;
  }
  return total;
}
#include "prelude/cells.glsl"
