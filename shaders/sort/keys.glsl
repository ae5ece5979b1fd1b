// Whole numbers that sort as the elements of x do: NaN above all others, 0 and -0 alike; all bits
// flipped with `descending`. y is [lines, width], a line for each place beside x's axis of `size`
// (there are `inner` places after the axis), with the largest number in what is left of a line.
#include "prelude/numeric.glsl"
int key(int v) { return v; }
int key(float v) {
  if (is_nan(v)) return 0x7fffffff;
  int bits = v == 0.0 ? 0 : floatBitsToInt(v);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}
int lane(int e) {
  int line = e / width;
  int k = e - line * width;
  if (k >= size) return 0x7fffffff;
  int above = line / inner;
  int at = (above * size + k) * inner + line - above * inner;
  int found = key(x_at(at / x_cols * x_stride + at % x_cols));
  return descending == 1 ? ~found : found;
}
void main() {
  int e = out_texel() * 4;
  y = ivec4(lane(e), lane(e + 1), lane(e + 2), lane(e + 3));
}
