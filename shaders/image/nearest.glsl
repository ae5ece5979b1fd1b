// Images of another size: each pixel is one of the source's, at (o * numerator + addend) / denominator.
Y value(int index) {
  int pixel = index / y_cols;
  int line = pixel / extent(1);
  int image = line / extent(0);
  ivec2 o = ivec2(line - image * extent(0), pixel - line * extent(1));
  int row = min((o.x * numerator(0) + addend(0)) / denominator(0), source(0) - 1);
  int column = min((o.y * numerator(1) + addend(1)) / denominator(1), source(1) - 1);
  return x_at(((image * source(0) + row) * source(1) + column) * x_stride + index - pixel * y_cols);
}
#include "prelude/lanes.glsl"
