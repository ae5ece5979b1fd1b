// y[c] = x[c mod x's sizes]. ROWS: rows of x start on texels and are not repeated.
int origin(int index, int axis) {
  int at = 0;
  for (int d = axis; d >= 0; d--) {
    int above = index / dims(d);
    int c = index - above * dims(d);
    at += (c - c / x_dims(d) * x_dims(d)) * x_strides(d);
    index = above;
  }
  return at;
}
#ifdef ROWS
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  y = x_texel((origin(row, rank - 2) >> 2) + t - row * (y_stride >> 2));
}
#else
Y value(int index) { return x_at(origin(index, rank - 1)); }
#include "prelude/lanes.glsl"
#endif
