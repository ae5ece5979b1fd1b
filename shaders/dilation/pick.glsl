// The element of v under the tap that t names for each window and channel: the pixel under it, or with
// FILTER the filter's number for it.
#include "prelude/windows.glsl"
Y value(int index) {
  int pixel = index / y_cols;
  int c = index - pixel * y_cols;
  int tap = t_at(pixel * y_stride + c);
  if (tap < 0) return 0.0;
#ifdef FILTER
  return v_at(tap * v_stride + c);
#else
  int line = pixel / windows(1);
  int image = line / windows(0);
  int i = tap / taps(1);
  int row = begin(line - image * windows(0), 0) + i * dilation(0);
  int column = begin(pixel - line * windows(1), 1) + (tap - i * taps(1)) * dilation(1);
  return v_at(((image * source(0) + row) * source(1) + column) * v_stride + c);
#endif
}
#include "prelude/lanes.glsl"
