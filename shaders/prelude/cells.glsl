// main() for kernels that compute a matrix element from its row (counted through the whole batch) and
// column: they define `Y cell(int row, int col)`. Needs y_cols and y_stride.
Y cell_lane(int element) {
  int row = element / y_stride;
  return cell(row, min(element - row * y_stride, y_cols - 1));
}
void main() {
  int e = out_texel() * 4;
  y = Y4(cell_lane(e), cell_lane(e + 1), cell_lane(e + 2), cell_lane(e + 3));
}
