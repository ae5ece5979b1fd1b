// Images of another size: each pixel is a weighted mean of pixels of the source. See prelude/resample.
#include "prelude/resample.glsl"
#ifdef TEXELS
#define V vec4
#define FETCH(e) x_texel((e) >> 2)
#else
#define V float
#define FETCH(e) x_at(e)
#endif
V resized(int pixel, int c) {
  int line = pixel / extent(1);
  int image = line / extent(0);
  float down, across;
  int row = place_of(line - image * extent(0), 0, down);
  int column = place_of(pixel - line * extent(1), 1, across);
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
}
#define PIXEL resized
#include "prelude/per_pixel.glsl"
