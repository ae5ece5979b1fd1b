// main() for kernels that compute one element at a time: they define `Y value(int index)`, where
// index counts the output's elements in row-major order. Needs y_cols and y_stride.
Y lane(int element) {
  int row = element / y_stride;
  // Lanes beyond the row's end repeat its last element, so that no kernel reads out of bounds.
  return value(row * y_cols + min(element - row * y_stride, y_cols - 1));
}

void main() {
  int element = out_texel() * 4;
  y = Y4(lane(element), lane(element + 1), lane(element + 2), lane(element + 3));
}
