// Images at points: y[n, point, c] is the weighted sum of the pixels around the point, of image owners[n].
#include "prelude/corners.glsl"
Y value(int index) {
  int point = index / y_cols;
  int c = index - point * y_cols;
  Y nothing = Y(slope(0) + slope(1) == 0 ? fill(min(c, 3)) : 0.0);
  int owner = owners_at(point / area);
  vec2 p = point_at(point);
  if (owner < 0 || owner >= images || !exists(p)) return nothing;
  vec2 down, across;
  int row = corner(p.x, 0, down);
  int column = corner(p.y, 1, across);
  int from = owner * source(0) * source(1);
#ifdef NEAREST
  if (down.x * across.x == 0.0) return Y(0);
  return inside(row, column) ? x_at((from + row * source(1) + column) * x_stride + c) : nothing;
#else
  float sum = 0.0;
  for (int k = 0; k < 4; k++) {
    float w = down[k >> 1] * across[k & 1];
    if (w == 0.0) continue;
    int i = row + (k >> 1), j = column + (k & 1);
    sum += w * (inside(i, j) ? x_at((from + i * source(1) + j) * x_stride + c) : fill(min(c, 3)));
  }
  return sum;
#endif
}
#include "prelude/lanes.glsl"
