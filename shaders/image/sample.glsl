// Images at points: y[n, point, c] is the weighted sum of the pixels around the point, of image
// owners[n].
// TEXELS: the rows of both start on texels, so four channels at once.
#include "prelude/corners.glsl"
#ifdef TEXELS
#define V Y4
#define FETCH(e) x_texel((e) >> 2)
#define FILL(c) (c > 0 ? vec4(fill(3)) : vec4(fill(0), fill(1), fill(2), fill(3)))
#else
#define V Y
#define FETCH(e) x_at(e)
#define FILL(c) fill(min(c, 3))
#endif
#ifndef NEAREST
V corner_of(int e, float w, bool there, int c) {
  if (w == 0.0) return V(0.0);
  return w * (there ? FETCH(e) : V(FILL(c)));
}
#endif
V sampled(int point, int c) {
  V nothing = slope(0) + slope(1) == 0 ? V(FILL(c)) : V(0);
  int owner = owners_at(point / area);
  vec2 p = point_at(point);
  if (owner < 0 || owner >= images || !exists(p)) return nothing;
  vec2 down, across;
  int row = corner(p.x, 0, down);
  int column = corner(p.y, 1, across);
  int from = owner * source(0) * source(1);
#ifdef NEAREST
  if (down.x * across.x == 0.0) return V(0);
  return inside(row, column) ? FETCH((from + row * source(1) + column) * x_stride + c) : nothing;
#else
  bvec2 rows = bvec2(row >= 0 && row < source(0), row >= -1 && row < source(0) - 1);
  bvec2 columns = bvec2(column >= 0 && column < source(1), column >= -1 && column < source(1) - 1);
  int e = (from + row * source(1) + column) * x_stride + c;
  V sum = corner_of(e, down.x * across.x, rows.x && columns.x, c);
  sum += corner_of(e + x_stride, down.x * across.y, rows.x && columns.y, c);
  e += source(1) * x_stride;
  sum += corner_of(e, down.y * across.x, rows.y && columns.x, c);
  return sum + corner_of(e + x_stride, down.y * across.y, rows.y && columns.y, c);
#endif
}
#define PIXEL sampled
#include "prelude/per_pixel.glsl"
