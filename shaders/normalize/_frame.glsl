// y = normal(x, maximum of its row, sum of its row); x and y lie alike. ROWS: rows start on texels.
#ifdef ROWS
void main() {
  int t = out_texel();
  int row = t * 4 / y_stride;
  float most = s_at(row * 2);
  float total = s_at(row * 2 + 1);
  vec4 v = x_texel(t);
  y = vec4(normal(v.x, most, total), normal(v.y, most, total), normal(v.z, most, total),
           normal(v.w, most, total));
}
#else
Y value(int index) {
  int row = index / y_cols;
  return normal(x_at(index - row * y_cols + row * y_stride), s_at(row * 2), s_at(row * 2 + 1));
}
#include "prelude/lanes.glsl"
#endif
