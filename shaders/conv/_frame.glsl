// y[pixel, c] = sum over the taps of a window and over k of a[pixel under the tap, k] * b[tap, k, c].
// The kernels define `P product(int i, int tap, int c)`, the sum over k: i is where the pixel of a
// starts, and c the first of the four channels that P is for (TEXELS), or the only one.
#include "prelude/taps.glsl"
P window(int pixel, int c) {
  ivec3 at = pixel_at(pixel);
  P acc = P(0);
  for (int row = 0; row < taps(0); row++) {
    int line = tap(at.y, row, 0);
    if (line < 0) continue;
    line += at.x * source(0);
    for (int col = 0; col < taps(1); col++) {
      int column = tap(at.z, col, 1);
      if (column >= 0) {
        acc += product((line * source(1) + column) * a_stride, row * taps(1) + col, c);
      }
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
