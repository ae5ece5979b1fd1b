// The adjoint of dilation/pick: each pixel is the sum of v over the windows whose tap t it is under.
// FILTER: y[part, tap, c] is the sum of v over those windows of a part of the lines whose tap it is.
#include "prelude/windows.glsl"
#ifdef FILTER
Y value(int index) {
  int row = index / y_cols;
  int c = index - row * y_cols;
  int part = row / (taps(0) * taps(1));
  int tap = row - part * taps(0) * taps(1);
  int last = min((part + 1) * lines_each, lines) * windows(1);
  float sum = 0.0;
  for (int window = part * lines_each * windows(1); window < last; window++) {
    if (t_at(window * v_stride + c) == tap) sum += v_at(window * v_stride + c);
  }
  return sum;
}
#else
Y value(int index) {
  int pixel = index / y_cols;
  int c = index - pixel * y_cols;
  int line = pixel / source(1);
  int image = line / source(0);
  ivec2 at = ivec2(line - image * source(0), pixel - line * source(1));
  ivec2 over_rows = windows_over(at.x, 0);
  ivec2 over_columns = windows_over(at.y, 1);
  float sum = 0.0;
  for (int row = over_rows.x; row < over_rows.y; row++) {
    if (!meets(row, at.x, 0)) continue;
    int i = (at.x - begin(row, 0)) / dilation(0);
    for (int column = over_columns.x; column < over_columns.y; column++) {
      if (!meets(column, at.y, 1)) continue;
      int j = (at.y - begin(column, 1)) / dilation(1);
      int e = ((image * windows(0) + row) * windows(1) + column) * v_stride + c;
      if (t_at(e) == i * taps(1) + j) sum += v_at(e);
    }
  }
  return sum;
}
#endif
#include "prelude/lanes.glsl"
