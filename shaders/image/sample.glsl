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
  V sum = V(0.0);
  for (int k = 0; k < 4; k++) {
    float w = down[k >> 1] * across[k & 1];
    if (w == 0.0) continue;
    int i = row + (k >> 1), j = column + (k & 1);
    sum += w * (inside(i, j) ? FETCH((from + i * source(1) + j) * x_stride + c) : V(FILL(c)));
  }
  return sum;
#endif
}
#define PIXEL sampled
#include "prelude/per_pixel.glsl"
