// The gradient of the mean: each pixel gets its share of a, the windows' gradients.
#include "prelude/windows.glsl"
P pooled(ivec3 at, int c) {
  P sum = P(0.0);
  for (int i = 0; i < taps(0); i++) {
    int row = window_over(at.y, i, 0);
    if (row < 0) continue;
    ivec2 rows = inside(row, 0);
    for (int j = 0; j < taps(1); j++) {
      int column = window_over(at.z, j, 1);
      if (column < 0) continue;
      ivec2 columns = inside(column, 1);
      P g = A((at.x * windows(0) + row) * windows(1) + column, c);
      sum += g / float((rows.y - rows.x) * (columns.y - columns.x));
    }
  }
  return sum;
}
