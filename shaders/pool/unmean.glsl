// The gradient of the mean: each pixel gets its share of a, the windows' gradients.
#include "prelude/windows.glsl"
P pooled(ivec3 at, int c) {
  P sum = P(0.0);
  ivec2 over_rows = windows_over(at.y, 0);
  ivec2 over_columns = windows_over(at.z, 1);
  for (int row = over_rows.x; row < over_rows.y; row++) {
    if (!meets(row, at.y, 0)) continue;
    ivec2 rows = inside(row, 0);
    for (int column = over_columns.x; column < over_columns.y; column++) {
      if (!meets(column, at.z, 1)) continue;
      ivec2 columns = inside(column, 1);
      P g = A((at.x * windows(0) + row) * windows(1) + column, c);
      sum += g / float((rows.y - rows.x) * (columns.y - columns.x));
    }
  }
  return sum;
}
