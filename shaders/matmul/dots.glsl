// y[m, n] = sum over k of a[m, k] * b[n, k]; the rows of a and of b start on texels.
// ROWS: so do those of y, and four n share what is read of a.
#include "prelude/batches.glsl"
#include "prelude/tails.glsl"
#ifdef ROWS
void main() {
  int t = out_texel();
  int row = t / y_texels;
  int batch = row / m;
  ivec2 at = batch_offsets(batch);
  int i = (at.x + (row - batch * m) * a_row) >> 2;
  int first = (t - row * y_texels) * 4;
  // Lanes beyond the last n repeat it.
  ivec4 j = (at.y >> 2) + min(ivec4(first, first + 1, first + 2, first + 3), n - 1) * b_texels;
  Y4 acc = Y4(0);
  for (int whole = i + (k >> 2); i < whole; i++, j++) {
    T4 u = a_texel(i);
    acc += Y4(dot4(u, b_texel(j.x)), dot4(u, b_texel(j.y)), dot4(u, b_texel(j.z)),
              dot4(u, b_texel(j.w)));
  }
  int rest = k & 3;
  if (rest > 0) {
    T4 u = head(a_texel(i), rest);
    acc += Y4(dot4(u, head(b_texel(j.x), rest)), dot4(u, head(b_texel(j.y), rest)),
              dot4(u, head(b_texel(j.z), rest)), dot4(u, head(b_texel(j.w), rest)));
  }
  y = acc;
}
#else
Y value(int index) {
  int row = index / y_cols;
  int batch = row / m;
  ivec2 at = batch_offsets(batch);
  int i = (at.x + (row - batch * m) * a_row) >> 2;
  int j = (at.y >> 2) + (index - row * y_cols) * b_texels;
  Y acc = Y(0);
  for (int whole = i + (k >> 2); i < whole; i++, j++) acc += dot4(a_texel(i), b_texel(j));
  int rest = k & 3;
  if (rest > 0) acc += dot4(head(a_texel(i), rest), head(b_texel(j), rest));
  return acc;
}
#include "prelude/lanes.glsl"
#endif
