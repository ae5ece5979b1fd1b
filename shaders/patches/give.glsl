// The adjoint of patches/take: y[pixel, c] = sum over the taps of x[window with that tap there, tap, c].
#include "prelude/windows.glsl"
#include "prelude/pixel_reads.glsl"
// The window whose tap lies on pixel `at`, or -1.
int window_at(int at, int under, int axis) {
  int from = at + before(axis) - under * dilation(axis);
  int o = from / stride(axis);
  return from >= 0 && o * stride(axis) == from && o < windows(axis) ? o : -1;
}
V given(int pixel, int c) {
  int line = pixel / source(1);
  int image = line / source(0);
  V sum = V(0);
  for (int i = 0; i < taps(0); i++) {
    int row = window_at(line - image * source(0), i, 0);
    if (row < 0) continue;
    for (int j = 0; j < taps(1); j++) {
      int column = window_at(pixel - line * source(1), j, 1);
      if (column < 0) continue;
      int window = (image * windows(0) + row) * windows(1) + column;
      sum += FETCH(window * x_stride + (i * taps(1) + j) * channels + c);
    }
  }
  return sum;
}
#define PIXEL given
#include "prelude/per_pixel.glsl"
