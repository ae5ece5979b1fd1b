// y = op(a, b) with broadcasting, in one of three ways:
//   DIRECT    each input lies like y (step 1) or is one element (step 0)
//   ROWS      rows of y start on texels; an input's row is found by strides, then read texel by
//             texel (step 1) or is one element (step 0)
//   neither   element by element, by strides
// rank, dims(d) and strides are those of y's axes before the last, joined where possible.
#ifdef DIRECT
void main() {
  int t = out_texel();
  T4 u = a_texel(t * a_step), v = b_texel(t * b_step);
  u = a_step == 1 ? u : T4(u.x);
  v = b_step == 1 ? v : T4(v.x);
  y = Y4(op(u.x, v.x), op(u.y, v.y), op(u.z, v.z), op(u.w, v.w));
}
#else
ivec2 row_offsets(int row) {
  ivec2 at = ivec2(0);
  for (int d = rank - 1; d > 0; d--) {
    int above = row / dims(d);
    at += (row - above * dims(d)) * ivec2(a_strides(d), b_strides(d));
    row = above;
  }
  return at + row * ivec2(a_strides(0), b_strides(0));
}
#ifdef ROWS
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  int col = t - row * (y_stride >> 2);
  ivec2 at = row_offsets(row);
  T4 u = a_texel((at.x >> 2) + col * a_step), v = b_texel((at.y >> 2) + col * b_step);
  u = a_step == 1 ? u : T4(u[at.x & 3]);
  v = b_step == 1 ? v : T4(v[at.y & 3]);
  y = Y4(op(u.x, v.x), op(u.y, v.y), op(u.z, v.z), op(u.w, v.w));
}
#else
Y value(int index) {
  int row = index / y_cols;
  int col = index - row * y_cols;
  ivec2 at = row_offsets(row);
  return op(a_at(at.x + col * a_step), b_at(at.y + col * b_step));
}
#include "prelude/lanes.glsl"
#endif
#endif
