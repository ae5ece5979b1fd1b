// The gradient by the filter: y[part, tap, c, n] = sum over the output lines of a part, and over the
// pixels of a line, of a[pixel under the tap, c] * b[pixel, n]. TEXELS: four n at once.
// DEPTHWISE: the filter has no c; channel n of b goes with channel n / multiplier of a, with PAIRED
// (multiplier 1, TEXELS) texel by texel.
#include "prelude/lines.glsl"
#ifdef TEXELS
#define P Y4
#define B(j) b_texel(j)
#else
#define P Y
#define B(j) b_at(j)
#endif
#if defined(PAIRED)
#define A(i, n) a_texel(((i) >> 2) + (n))
#elif defined(DEPTHWISE) && defined(TEXELS)
#define CHANNEL(lane) (((n) * 4 + lane) / multiplier)
#define A(i, n) T4(a_at((i) + CHANNEL(0)), a_at((i) + CHANNEL(1)), a_at((i) + CHANNEL(2)), \
                   a_at((i) + CHANNEL(3)))
#elif defined(DEPTHWISE)
#define A(i, n) a_at((i) + (n) / multiplier)
#else
#define A(i, n) a_at(i)
#endif
P along(int row, int n) {
  int rest = row / depth;
  int above = rest / taps(1);
  int part = above / taps(0);
  int shift_x = shift_of(rest - above * taps(1), 1);
  int shift_y = shift_of(above - part * taps(0), 0);
  int first = first_inside(shift_x);
  int last = end_inside(shift_x);
  int start = (first * stride(1) + shift_x) * a_stride + row - rest * depth;
  P acc = P(0);
  int end = min((part + 1) * lines_each, lines);
  for (int line = part * lines_each; line < end; line++) {
    int from = line_under(line, shift_y);
    if (from < 0) continue;
    int i = from * a_stride + start;
    int j = (line * extent(1) + first) * b_step + n;
    for (int x = first; x < last; x++, i += stride(1) * a_stride, j += b_step) {
      acc += A(i, n) * B(j);
    }
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
