// The adjoint of image/resize: each pixel of the source gathers what it gave to those of x. LINEAR as
// there.
#include "prelude/resample.glsl"
#include "prelude/pixel_reads.glsl"
// The pixels of x that a pixel of the source may count for, a little too many rather than too few.
ivec2 givers(int at, int axis) {
  float r = radius() * spread(axis) + 1.0;
  float per = float(denominator(axis)) / float(numerator(axis));
  float base = float(addend(axis)) / float(denominator(axis));
  return ivec2(max(int(floor((float(at) - base - r) * per)), 0),
               min(int(ceil((float(at) - base + r) * per)), extent(axis) - 1));
}

// The share that pixel `at` of the source has in pixel o of x.
float share(int o, int at, int axis) {
  float rest;
  int whole = place_of(o, axis, rest);
#ifdef LINEAR
  int last = source(axis) - 1;
  if (whole < 0 || whole >= last) return clamp(whole, 0, last) == at ? 1.0 : 0.0;
  return whole == at ? 1.0 - rest : whole + 1 == at ? rest : 0.0;
#else
  ivec2 span = reach(whole, rest, axis);
  if (at < span.x || at > span.y) return 0.0;
  return weight((float(at - whole) - rest) / spread(axis)) / weights_of(whole, rest, span, axis);
#endif
}

V gathered(int pixel, int c) {
  int line = pixel / source(1);
  int image = line / source(0);
  ivec2 at = ivec2(line - image * source(0), pixel - line * source(1));
  ivec2 rows = givers(at.x, 0);
  ivec2 columns = givers(at.y, 1);
  V sum = V(0.0);
  for (int i = rows.x; i <= rows.y; i++) {
    float w = share(i, at.x, 0);
    if (w == 0.0) continue;
    int from = (image * extent(0) + i) * extent(1);
    for (int j = columns.x; j <= columns.y; j++) {
      float v = share(j, at.y, 1);
      if (v != 0.0) sum += w * v * FETCH((from + j) * x_stride + c);
    }
  }
  return sum;
}
#define PIXEL gathered
#include "prelude/per_pixel.glsl"
