// Where the first largest element of a window of a is: its place in the image, or with `whole` in the
// batch, counted in elements.
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
  int batch = image * source(0) * source(1);
  float best = 0.0;
  int holder = -1;
  for (int i = rows.x; i < rows.y; i++) {
    int from = (begin(row, 0) + i * dilation(0)) * source(1) + begin(column, 1);
    for (int j = columns.x; j < columns.y; j++) {
      int at = from + j * dilation(1);
      float v = A(batch + at, c);
      if (holder < 0 || v > best || (isnan(v) && !isnan(best))) {
        best = v;
        holder = at;
      }
    }
  }
  return (whole != 0 ? batch + holder : holder) * y_cols + c;
}
#include "prelude/lanes.glsl"
