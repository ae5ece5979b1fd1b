// The same elements in row-major order, under a shape whose rows lie otherwise. With STEPS y's rows
// start on texels, and one division finds all four neighbours, where they cross a row of x too.
#ifdef STEPS
int row, col;
T following() {
  T v = x_at(row * x_stride + col);
  col++;
  if (col == x_cols) {
    col = 0;
    row++;
  }
  return v;
}

void main() {
  int t = out_texel();
  int above = t / (y_stride >> 2);
  int index = above * y_cols + (t - above * (y_stride >> 2)) * 4;
  row = index / x_cols;
  col = index - row * x_cols;
  y.x = following();
  y.y = following();
  y.z = following();
  y.w = following();
}
#else
Y value(int index) {
  int row = index / x_cols;
  return x_at(row * x_stride + index - row * x_cols);
}
#include "prelude/lanes.glsl"
#endif
