// Per row of x: its maximum, and the sum over the row of exp(x - maximum). A texel holds two rows'.
// ROWS: rows of x start on texels. A NaN in the row makes both NaN.
#include "prelude/numeric.glsl"
float greater(float a, float b) { return is_nan(a) || a >= b ? a : b; }

vec2 statistics(int row) {
  int start = min(row, rows - 1) * x_stride;
  float most = x_at(start);
  float total = 0.0;
#ifdef ROWS
  int first = start >> 2;
  int whole = first + (x_cols >> 2);
  for (int t = first; t < whole; t++) {
    vec4 v = x_texel(t);
    most = greater(greater(greater(v.x, v.y), greater(v.z, v.w)), most);
  }
  for (int e = whole * 4; e < start + x_cols; e++) most = greater(x_at(e), most);
  for (int t = first; t < whole; t++) {
    vec4 v = exp(x_texel(t) - most);
    total += (v.x + v.y) + (v.z + v.w);
  }
  for (int e = whole * 4; e < start + x_cols; e++) total += exp(x_at(e) - most);
#else
  for (int e = start; e < start + x_cols; e++) most = greater(x_at(e), most);
  for (int e = start; e < start + x_cols; e++) total += exp(x_at(e) - most);
#endif
  return vec2(most, total);
}

void main() {
  int row = out_texel() * 2;
  vec4 both = vec4(0.0);
  for (int i = 0; i < 2; i++) both = vec4(both.zw, statistics(row + i));
  y = both;
}
