// y[m, n] = sum over k of a[m, k] * b[k, n], four n at once; the rows of b and of y start on texels.
#include "prelude/batches.glsl"
#include "prelude/rows_product.glsl"
void main() {
  int t = out_texel();
  int row = t / y_texels;
  int batch = row / m;
  ivec2 at = batch_offsets(batch);
  y = rows_product(at.x + (row - batch * m) * a_row, (at.y >> 2) + t - row * y_texels);
}
