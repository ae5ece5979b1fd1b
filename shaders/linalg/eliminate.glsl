// One step of Gauss-Jordan elimination with partial pivoting: the row with the greatest element of
// column `step` comes to row `step`, and what it clears are the other rows. The row that makes way
// changes its sign, so that the determinant stays. With `gentle` a column of zeros is passed over;
// else it makes NaN of everything.
int seen = -1;
int pivot;
void find_pivot(int first) {
  if (first == seen) return;
  seen = first;
  pivot = step;
  float most = abs(x_at((first + step) * y_stride + step));
  for (int i = step + 1; i < rows; i++) {
    float size = abs(x_at((first + i) * y_stride + step));
    if (size > most) {
      most = size;
      pivot = i;
    }
  }
}
float cell(int row, int col) {
  int i = row % rows;
  int first = row - i;
  find_pivot(first);
  int from = (first + (i == step ? pivot : i == pivot ? step : i)) * y_stride;
  float v = x_at(from + col);
  if (i == step) return v;
  if (col == step && gentle == 0) return 0.0;
  float turn = i == pivot ? -1.0 : 1.0;
  float head = x_at((first + pivot) * y_stride + step);
  if (col < step || (gentle != 0 && head == 0.0)) return turn * v;
  return turn * (v - x_at(from + step) / head * x_at((first + pivot) * y_stride + col));
}
#include "prelude/cells.glsl"
