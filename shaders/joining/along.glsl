// y takes along an axis of x, of `size`, what `indices` says element by element; there are `inner`
// places after the axis. 0 where an index is out of range.
Y value(int index) {
  int row = index / y_cols;
  int k = indices_at(row * y_stride + index - row * y_cols);
  int above = index / inner;
  bool inside = k >= 0 && k < size;
  int at = (above / count * size + (inside ? k : 0)) * inner + index - above * inner;
  Y v = x_at(at / x_cols * x_stride + at % x_cols);
  return inside ? v : Y(0);
}
#include "prelude/lanes.glsl"
