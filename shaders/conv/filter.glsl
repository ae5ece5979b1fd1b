// The gradient by the filter: y[part, tap, c, n] = sum over the output lines of a part, and over the
// pixels of a line, of a[pixel under the tap, c] * b[pixel, n]. TEXELS: four n at once.
#ifdef TEXELS
#define P Y4
#define B(j) b_texel(j)
#else
#define P Y
#define B(j) b_at(j)
#endif
P along(int row, int n) {
  int rest = row / depth;
  int c = row - rest * depth;
  int above = rest / taps(1);
  int col = rest - above * taps(1);
  int part = above / taps(0);
  int shift_x = col * dilation(1) - before(1);
  int shift_y = (above - part * taps(0)) * dilation(0) - before(0);
  // The pixels of a line whose tap lies inside a.
  int first = max(0, (stride(1) - 1 - shift_x) / stride(1));
  int room = source(1) - 1 - shift_x;
  int last = room < 0 ? 0 : min(extent(1), room / stride(1) + 1);
  int step_a = stride(1) * a_stride;
  P acc = P(0);
  int end = min((part + 1) * lines_each, lines);
  for (int line = part * lines_each; line < end; line++) {
    int image = line / extent(0);
    int y_at = (line - image * extent(0)) * stride(0) + shift_y;
    if (y_at < 0 || y_at >= source(0)) continue;
    int i = ((image * source(0) + y_at) * source(1) + first * stride(1) + shift_x) * a_stride + c;
    int j = (line * extent(1) + first) * b_step + n;
    for (int x = first; x < last; x++, i += step_a, j += b_step) acc += a_at(i) * B(j);
  }
  return acc;
}
#ifdef TEXELS
void main() {
  int t = out_texel();
  int row = t / b_step;
  y = along(row, t - row * b_step);
}
#else
Y value(int index) {
  int row = index / y_cols;
  return along(row, index - row * y_cols);
}
#include "prelude/lanes.glsl"
#endif
