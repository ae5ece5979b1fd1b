// y is `fill` everywhere but at begin(d) + step(d) * c(d), where it is x[c]: pad, and the gradient
// of slicing.
Y value(int index) {
  int at = 0;
  bool inside = true;
  for (int d = rank - 1; d >= 0; d--) {
    int above = index / dims(d);
    int from = index - above * dims(d) - begin(d);
    int c = from / steps(d);
    inside = inside && c * steps(d) == from && c >= 0 && c < x_dims(d);
    at += c * x_strides(d);
    index = above;
  }
  // A select would still read; outside x the address is clamped to element 0.
  Y v = x_at(inside ? at : 0);
  return inside ? v : fill;
}
#include "prelude/lanes.glsl"
