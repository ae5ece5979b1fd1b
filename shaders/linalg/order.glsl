// the position of the element that is greater (or, ascending, less) than exactly `col` others of its row
int cell(int row, int col) {
  int found = col;
  for (int i = 0; i < y_cols; i++) {
    float v = x_at(row * x_stride + i);
    int ahead = 0;
    for (int j = 0; j < y_cols; j++) {
      float other = x_at(row * x_stride + j);
      bool before = ascending == 0 ? other > v : other < v;
      ahead += int(before || (other == v && j < i));
    }
    if (ahead == col) found = i;
  }
  return found;
}
#include "prelude/cells.glsl"
