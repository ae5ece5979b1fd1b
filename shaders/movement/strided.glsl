// y[c] = x[offset + sum of c(d) * x_strides(d)]: transpose, slices, flips, broadcasting, new layouts.
// dims(d) are y's axes, the last one last. With ROWS four neighbours of y are one texel of x; with
// STEPS y's rows start on texels, and four neighbours are `x_step` elements of x apart: one walk finds
// them all. In whole texels (TEXELS) they are the same lane of four.
int source(int index) {
  int at = offset;
  for (int d = rank - 1; d >= 0; d--) {
    int above = index / dims(d);
    at += (index - above * dims(d)) * x_strides(d);
    index = above;
  }
  return at;
}
#if defined(ROWS) || defined(STEPS)
// The same for the beginning of a row of y: neither the last axis nor the first takes a division.
int source_of_row(int row) {
  int at = offset;
  for (int d = rank - 2; d > 0; d--) {
    int above = row / dims(d);
    at += (row - above * dims(d)) * x_strides(d);
    row = above;
  }
  return at + row * x_strides(0);
}
#endif
#if defined(ROWS)
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  int col = t - row * (y_stride >> 2);
  y = x_texel((source_of_row(row) >> 2) + col);
}
#elif defined(STEPS)
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  int col = (t - row * (y_stride >> 2)) * 4;
  // Lanes beyond the row's end repeat its last element.
  ivec4 at = source_of_row(row) + min(ivec4(col, col + 1, col + 2, col + 3), y_cols - 1) * x_step;
#ifdef TEXELS
  int lane = at.x & 3;
  at >>= 2;
  T4 a = x_texel(at.x), b = x_texel(at.y), c = x_texel(at.z), d = x_texel(at.w);
  T4 low = lane == 0 ? T4(a.x, b.x, c.x, d.x) : T4(a.y, b.y, c.y, d.y);
  T4 high = lane == 2 ? T4(a.z, b.z, c.z, d.z) : T4(a.w, b.w, c.w, d.w);
  y = lane < 2 ? low : high;
#else
  y = Y4(x_at(at.x), x_at(at.y), x_at(at.z), x_at(at.w));
#endif
}
#else
Y value(int index) { return x_at(source(index)); }
#include "prelude/lanes.glsl"
#endif
