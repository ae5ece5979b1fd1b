// main() for kernels that make a pixel at a time: they define `V PIXEL(int pixel, int c)`, channel c of
// a pixel, or with TEXELS four channels from c on. Needs y_stride, and y_cols without TEXELS.
#ifdef TEXELS
void main() {
  int element = out_texel() * 4;
  int pixel = element / y_stride;
  y = PIXEL(pixel, element - pixel * y_stride);
}
#else
Y value(int index) {
  int pixel = index / y_cols;
  return PIXEL(pixel, index - pixel * y_cols);
}
#include "prelude/lanes.glsl"
#endif
