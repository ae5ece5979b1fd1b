// The gradient of the largest: each pixel of a gets the sum of b over the windows of which it is the
// first largest.
#include "prelude/windows.glsl"
#include "prelude/largest.glsl"
#ifdef TEXELS
#define HOLDS(holder, own) equal(holder, P(own))
#else
#define HOLDS(holder, own) ((holder) == (own))
#endif
P pooled(ivec3 at, int c) {
  float own = float(at.y * source(1) + at.z);
  P sum = P(0.0);
  ivec2 over_rows = windows_over(at.y, 0);
  ivec2 over_columns = windows_over(at.z, 1);
  for (int row = over_rows.x; row < over_rows.y; row++) {
    if (!meets(row, at.y, 0)) continue;
    for (int column = over_columns.x; column < over_columns.y; column++) {
      if (!meets(column, at.z, 1)) continue;
      P best;
      P holder = largest(at.x, row, column, c, best);
      P g = B((at.x * windows(0) + row) * windows(1) + column, c);
      sum += mix(P(0.0), g, HOLDS(holder, own));
    }
  }
  return sum;
}
