// y[m, n] = sum over k of a[m, k] * b[n, k]; the rows of a and of b start on texels.
// ROWS: so do those of y, and four n share what is read of a.
#include "prelude/batches.glsl"
#include "prelude/dots_product.glsl"
#ifdef ROWS
void main() {
  int t = out_texel();
  int row = t / y_texels;
  int batch = row / m;
  ivec2 at = batch_offsets(batch);
  int first = (t - row * y_texels) * 4;
  // Lanes beyond the last n repeat it.
  ivec4 j = min(ivec4(first, first + 1, first + 2, first + 3), n - 1);
  y = dots_product((at.x + (row - batch * m) * a_row) >> 2, (at.y >> 2) + j * b_texels);
}
#else
Y value(int index) {
  int row = index / y_cols;
  int batch = row / m;
  ivec2 at = batch_offsets(batch);
  int j = (at.y >> 2) + (index - row * y_cols) * b_texels;
  return dot_product((at.x + (row - batch * m) * a_row) >> 2, j);
}
#include "prelude/lanes.glsl"
#endif
