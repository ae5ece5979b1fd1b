// y[window, tap, c] = x[pixel under the tap, c], or 0 outside: the pixels under a window, side by side.
// TEXELS: the rows of both are whole texels.
#include "prelude/windows.glsl"
#include "prelude/pixel_reads.glsl"
V taken(int pixel, int k) {
  int under = k / channels;
  int line = pixel / windows(1);
  int image = line / windows(0);
  int i = under / taps(1);
  int row = begin(line - image * windows(0), 0) + i * dilation(0);
  int column = begin(pixel - line * windows(1), 1) + (under - i * taps(1)) * dilation(1);
  bool out_of_it = row < 0 || row >= source(0) || column < 0 || column >= source(1);
  int from = (image * source(0) + row) * source(1) + column;
  V v = FETCH((out_of_it ? 0 : from) * x_stride + k - under * channels);
  return out_of_it ? V(0) : v;
}
#define PIXEL taken
#include "prelude/per_pixel.glsl"
