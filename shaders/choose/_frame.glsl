// y = op(condition, a, b) with broadcasting; the three ways are those of binary/_frame.glsl.
#ifdef DIRECT
void main() {
  int t = out_texel();
  ivec4 c = condition_step == 1 ? condition_texel(t) : ivec4(condition_at(0));
  Y4 u = a_step == 1 ? a_texel(t) : Y4(a_at(0));
  Y4 v = b_step == 1 ? b_texel(t) : Y4(b_at(0));
  y = Y4(op(c.x, u.x, v.x), op(c.y, u.y, v.y), op(c.z, u.z, v.z), op(c.w, u.w, v.w));
}
#else
ivec3 row_offsets(int row) {
  ivec3 at = ivec3(0);
  for (int d = rank - 1; d >= 0; d--) {
    int above = row / dims(d);
    at += (row - above * dims(d)) * ivec3(condition_strides(d), a_strides(d), b_strides(d));
    row = above;
  }
  return at;
}
#ifdef ROWS
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  int col = t - row * (y_stride >> 2);
  ivec3 at = row_offsets(row);
  ivec4 c = condition_step == 1 ? condition_texel((at.x >> 2) + col) : ivec4(condition_at(at.x));
  Y4 u = a_step == 1 ? a_texel((at.y >> 2) + col) : Y4(a_at(at.y));
  Y4 v = b_step == 1 ? b_texel((at.z >> 2) + col) : Y4(b_at(at.z));
  y = Y4(op(c.x, u.x, v.x), op(c.y, u.y, v.y), op(c.z, u.z, v.z), op(c.w, u.w, v.w));
}
#else
Y value(int index) {
  int row = index / y_cols;
  int col = index - row * y_cols;
  ivec3 at = row_offsets(row);
  return op(condition_at(at.x + col * condition_step), a_at(at.y + col * a_step),
            b_at(at.z + col * b_step));
}
#include "prelude/lanes.glsl"
#endif
#endif
