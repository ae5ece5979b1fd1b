// What the pixels around each point weigh: y[k, n, point, 1].
#include "prelude/corners.glsl"
Y value(int index) {
  int k = index / count;
  int point = index - k * count;
  vec2 p = point_at(point);
  if (!exists(p)) return 0.0;
  vec2 down, across;
  corner(p.x, 0, down);
  corner(p.y, 1, across);
  return down[k >> 1] * across[k & 1];
}
#include "prelude/lanes.glsl"
