// y[c] = x[border(c - before)]: pad with x's own elements. ROWS: the last axis is not padded, and the
// rows of both start on texels.
#include "prelude/borders.glsl"
int origin(int index, int axis) {
  int at = 0;
  for (int d = axis; d >= 0; d--) {
    int above = index / dims(d);
    at += border(index - above * dims(d) - before(d), x_dims(d)) * x_strides(d);
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
