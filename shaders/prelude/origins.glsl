// A main() that takes each element of y from the place in x that `origin(index, axis)` gives for the
// index-th place of the axes up to `axis`. ROWS: rows start on texels, and stay whole.
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
