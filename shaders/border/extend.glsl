// y[c] = x[border(c - before)]: pad with x's own elements. ROWS: the last axis is not padded, and the
// rows of both start on texels.
#include "prelude/borders.glsl"
int origin(int index, int axis) {
  int at = 0;
  for (int d = axis; d >= 0; d--) {
    int above = index / dims(d);
    at += border(index - above * dims(d) - before(d), x_dims(d)) * x_strides(d);
    index = above;
  }
  return at;
}
#include "prelude/origins.glsl"
