// The largest of a pixel plus the filter's number for its tap, over the taps of a window that lie
// inside the image: a is the image, b the filter. TAP: which tap that is, or -1.
#include "prelude/windows.glsl"
Y value(int index) {
  int pixel = index / y_cols;
  int c = index - pixel * y_cols;
  int line = pixel / windows(1);
  int image = line / windows(0);
  int row = line - image * windows(0);
  int column = pixel - line * windows(1);
  ivec2 rows = inside(row, 0);
  ivec2 columns = inside(column, 1);
  float best = 0.0;
  int holder = -1;
  for (int i = rows.x; i < rows.y; i++) {
    int from = (image * source(0) + begin(row, 0) + i * dilation(0)) * source(1) + begin(column, 1);
    for (int j = columns.x; j < columns.y; j++) {
      int tap = i * taps(1) + j;
      float v = A(from + j * dilation(1), c) + B(tap, c);
      if (holder < 0 || v > best || (isnan(v) && !isnan(best))) {
        best = v;
        holder = tap;
      }
    }
  }
#ifdef TAP
  return holder;
#else
  return best;
#endif
}
#include "prelude/lanes.glsl"
