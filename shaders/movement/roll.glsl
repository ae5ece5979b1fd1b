// y[c] = x[(c + begin) mod sizes]. ROWS: rows start on texels and are not rolled themselves.
int origin(int index, int axis) {
  int at = 0;
  for (int d = axis; d >= 0; d--) {
    int above = index / dims(d);
    int c = index - above * dims(d) + begin(d);
    at += (c < dims(d) ? c : c - dims(d)) * strides(d);
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
