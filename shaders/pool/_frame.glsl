// y[pixel, c] = pooled((image, row, column), c); the kernels include prelude/windows.glsl.
P pooled_at(int pixel, int c) {
  int line = pixel / extent(1);
  int image = line / extent(0);
  return pooled(ivec3(image, line - image * extent(0), pixel - line * extent(1)), c);
}

#ifdef TEXELS
void main() {
  int element = out_texel() * 4;
  int pixel = element / y_stride;
  y = pooled_at(pixel, element - pixel * y_stride);
}
#else
Y value(int index) {
  int pixel = index / y_cols;
  return pooled_at(pixel, index - pixel * y_cols);
}
#include "prelude/lanes_in_turn.glsl"
#endif
