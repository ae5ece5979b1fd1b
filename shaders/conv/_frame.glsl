// y[pixel, c] = sum over the taps of a window and over k of a[pixel under the tap, k] * b[tap, k, c].
// The kernels define `P product(int i, int tap, int c)`, the sum over k: i is where the pixel of a
// starts, and c the first of the four channels that P is for (TEXELS), or the only one.
#include "prelude/taps.glsl"
P window(int pixel, int c) {
  ivec3 at = pixel_at(pixel);
  ivec2 rows = taps_inside(at.y, 0);
  ivec2 columns = taps_inside(at.z, 1);
  int line = at.x * source(0) + tap(at.y, rows.x, 0);
  int from = tap(at.z, columns.x, 1);
  P acc = P(0);
  for (int row = rows.x; row < rows.y; row += TAP_SKIP(0), line += TAP_MOVE(0)) {
    int column = line * source(1) + from;
    for (int col = columns.x; col < columns.y; col += TAP_SKIP(1), column += TAP_MOVE(1)) {
      acc += product(column * a_stride, row * taps(1) + col, c);
    }
  }
  return acc;
}
#ifdef TEXELS
void main() {
  int t = out_texel();
  int pixel = t / y_texels;
  y = window(pixel, (t - pixel * y_texels) * 4);
}
#else
Y value(int index) {
  int pixel = index / y_cols;
  return window(pixel, index - pixel * y_cols);
}
#include "prelude/lanes.glsl"
#endif
