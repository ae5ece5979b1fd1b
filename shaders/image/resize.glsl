// Images of another size: each pixel is a weighted mean of pixels of the source; see prelude/resample.
// LINEAR: of its four neighbours.
#include "prelude/resample.glsl"
#include "prelude/pixel_reads.glsl"
#ifdef LINEAR
// The neighbours of a place along an axis; beyond the border there is none, so the outermost counts.
ivec2 neighbours(int whole, inout float rest, int axis) {
  int last = source(axis) - 1;
  if (whole < 0 || whole >= last) rest = 0.0;
  whole = clamp(whole, 0, last);
  return ivec2(whole, min(whole + 1, last));
}

V between(V a, V b, float rest) { return rest == 0.0 ? a : a + (b - a) * rest; }
#endif
V resized(int pixel, int c) {
  int line = pixel / extent(1);
  int image = line / extent(0);
  float down, across;
  int row = place_of(line - image * extent(0), 0, down);
  int column = place_of(pixel - line * extent(1), 1, across);
#ifdef LINEAR
  ivec2 rows = (image * source(0) + neighbours(row, down, 0)) * source(1);
  ivec2 columns = neighbours(column, across, 1);
  V upper = between(FETCH((rows.x + columns.x) * x_stride + c),
                    FETCH((rows.x + columns.y) * x_stride + c), across);
  V lower = between(FETCH((rows.y + columns.x) * x_stride + c),
                    FETCH((rows.y + columns.y) * x_stride + c), across);
  return between(upper, lower, down);
#else
  ivec2 rows = reach(row, down, 0);
  ivec2 columns = reach(column, across, 1);
  V sum = V(0.0);
  for (int i = rows.x; i <= rows.y; i++) {
    float w = weight((float(i - row) - down) / spread(0));
    int from = (image * source(0) + i) * source(1);
    for (int j = columns.x; j <= columns.y; j++) {
      sum += w * weight((float(j - column) - across) / spread(1)) * FETCH((from + j) * x_stride + c);
    }
  }
  return sum / (weights_of(row, down, rows, 0) * weights_of(column, across, columns, 1));
#endif
}
#define PIXEL resized
#include "prelude/per_pixel.glsl"
