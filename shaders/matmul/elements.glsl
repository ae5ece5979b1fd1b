// y[m, n] = sum over k of a[m, k] * b[k, n], element by element by strides; for matrices that lie flat.
#include "prelude/batches.glsl"
#include "prelude/elements_product.glsl"
Y value(int index) {
  int row = index / y_cols;
  int batch = row / m;
  ivec2 at = batch_offsets(batch);
  int j = at.y + (index - row * y_cols) * b_col;
  return elements_product(at.x + (row - batch * m) * a_row, j);
}
#include "prelude/lanes.glsl"
