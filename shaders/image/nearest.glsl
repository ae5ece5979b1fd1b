// Images of another size: each pixel is one of the source's, the one at
// (o * numerator + addend) / denominator.
// TEXELS: the rows of both start on texels, so four channels at once.
#include "prelude/pixel_reads.glsl"
V taken(int pixel, int c) {
  int line = pixel / extent(1);
  int image = line / extent(0);
  ivec2 o = ivec2(line - image * extent(0), pixel - line * extent(1));
  int row = min((o.x * numerator(0) + addend(0)) / denominator(0), source(0) - 1);
  int column = min((o.y * numerator(1) + addend(1)) / denominator(1), source(1) - 1);
  return FETCH(((image * source(0) + row) * source(1) + column) * x_stride + c);
}
#define PIXEL taken
#include "prelude/per_pixel.glsl"
