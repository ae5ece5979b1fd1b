// y is x, but v[c] at begin(d) + step(d) * c(d): a slice of x replaced.
Y value(int index) {
  int row = index / y_cols;
  int own = row * y_stride + index - row * y_cols;
  int at = 0;
  bool inside = true;
  for (int d = rank - 1; d >= 0; d--) {
    int above = index / dims(d);
    int from = index - above * dims(d) - begin(d);
    int c = from / steps(d);
    inside = inside && c * steps(d) == from && c >= 0 && c < v_dims(d);
    at += c * v_strides(d);
    index = above;
  }
  Y there = v_at(inside ? at : 0);
  return inside ? there : x_at(own);
}
#include "prelude/lanes.glsl"
