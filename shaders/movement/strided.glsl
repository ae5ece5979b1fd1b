// y[c] = x[offset + sum of c(d) * x_strides(d)]: transpose, slices, flips, broadcasting, new layouts.
// dims(d) are y's axes, the last one last. With ROWS four neighbours of y are one texel of x.
int source(int index) {
  int at = offset;
  for (int d = rank - 1; d >= 0; d--) {
    int above = index / dims(d);
    at += (index - above * dims(d)) * x_strides(d);
    index = above;
  }
  return at;
}
#ifdef ROWS
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  int col = t - row * (y_stride >> 2);
  y = x_texel((source(row * y_cols) >> 2) + col);
}
#else
Y value(int index) { return x_at(source(index)); }
#include "prelude/lanes.glsl"
#endif
