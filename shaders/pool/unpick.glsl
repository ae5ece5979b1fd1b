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
  for (int i = 0; i < taps(0); i++) {
    int row = window_over(at.y, i, 0);
    if (row < 0) continue;
    for (int j = 0; j < taps(1); j++) {
      int column = window_over(at.z, j, 1);
      if (column < 0) continue;
      P best;
      P holder = largest(at.x, row, column, c, best);
      P g = B((at.x * windows(0) + row) * windows(1) + column, c);
      sum += mix(P(0.0), g, HOLDS(holder, own));
    }
  }
  return sum;
}
