// Which pixels, counted over all images, lie around each point: y[k, n, point], or -1 for none.
#include "prelude/corners.glsl"
Y value(int index) {
  int k = index / count;
  int point = index - k * count;
  int owner = owners_at(point / area);
  vec2 p = point_at(point);
  if (owner < 0 || owner >= images || !exists(p)) return -1;
  vec2 down, across;
  int i = corner(p.x, 0, down) + (k >> 1);
  int j = corner(p.y, 1, across) + (k & 1);
  return inside(i, j) ? (owner * source(0) + i) * source(1) + j : -1;
}
#include "prelude/lanes.glsl"
