// y[m, n] = sum over k of a[m, k] * b[k, n], element by element by strides; for matrices that lie flat.
#include "prelude/batches.glsl"
Y value(int index) {
  int row = index / y_cols;
  int batch = row / m;
  ivec2 at = batch_offsets(batch);
  int i = at.x + (row - batch * m) * a_row;
  int j = at.y + (index - row * y_cols) * b_col;
  Y acc = Y(0);
  for (int n = 0; n < k; n++, i += a_step, j += b_step) acc += a_at(i) * b_at(j);
  return acc;
}
#include "prelude/lanes.glsl"
