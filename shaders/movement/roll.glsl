// y[c] = x[(c + begin) mod sizes]. ROWS: rows start on texels and are not rolled themselves.
int origin(int index, int axis) {
  int at = 0;
  for (int d = axis; d >= 0; d--) {
    int above = index / dims(d);
    int c = index - above * dims(d) + begin(d);
    at += (c < dims(d) ? c : c - dims(d)) * strides(d);
    index = above;
  }
  return at;
}
#include "prelude/origins.glsl"
