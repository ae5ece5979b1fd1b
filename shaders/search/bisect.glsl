// How many elements of a sorted row come before each value, or, with `right`, do not come after it. x
// has rows of `size`, each for `each` values; NaN comes after all numbers.
#include "prelude/numeric.glsl"
bool before(T a, T b) { return a < b || (is_nan(b) && !is_nan(a)); }
int value(int index) {
  int row = index / y_cols;
  T v = values_at(row * y_stride + index - row * y_cols);
  int start = index / each * x_stride;
  int low = 0;
  int high = size;
  for (int n = 0; n < steps && low < high; n++) {
    int i = (low + high) >> 1;
    T s = x_at(start + i);
    if (right == 1 ? !before(v, s) : before(s, v)) low = i + 1;
    else high = i;
  }
  return low;
}
#include "prelude/lanes.glsl"
