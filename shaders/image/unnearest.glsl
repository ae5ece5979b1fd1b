// The adjoint of image/nearest: each pixel of the source is the sum of those of x that are like it.
#include "prelude/pixel_reads.glsl"
// The first pixel of x at or beyond pixel `at` of the source.
int first(int at, int axis) {
  int reached = at * denominator(axis) - addend(axis);
  int o = reached <= 0 ? 0 : (reached + numerator(axis) - 1) / numerator(axis);
  return at >= source(axis) ? extent(axis) : min(o, extent(axis));
}

V gathered(int pixel, int c) {
  int line = pixel / source(1);
  int image = line / source(0);
  ivec2 at = ivec2(line - image * source(0), pixel - line * source(1));
  ivec2 rows = ivec2(first(at.x, 0), first(at.x + 1, 0));
  ivec2 columns = ivec2(first(at.y, 1), first(at.y + 1, 1));
  V sum = V(0);
  for (int i = rows.x; i < rows.y; i++) {
    int from = (image * extent(0) + i) * extent(1);
    for (int j = columns.x; j < columns.y; j++) sum += FETCH((from + j) * x_stride + c);
  }
  return sum;
}
#define PIXEL gathered
#include "prelude/per_pixel.glsl"
