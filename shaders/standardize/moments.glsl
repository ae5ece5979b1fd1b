// Per column: mean and variance of x, or (MERGE) of parts of `size` rows out of `total` by their means
// x and sums of squared distances q; and the moving ones, moved towards them by 1 - momentum.
#include "prelude/columns.glsl"
#ifdef MERGE
#ifdef ROWS
#define Q(row, c) q_texel((row) * row_texels + (c))
#else
#define Q(row, c) q_at((row) * cols + (c))
#endif
#define SIZE(row) float(min(size, total - (row) * size))
#else
#define Q(row, c) P(0.0)
#define SIZE(row) 1.0
#endif
void fold(int first, int end, int c, out P a, out P b) {
  P sum = P(0.0);
  for (int row = first; row < end; row++) sum += X(row, c) * SIZE(row);
  a = sum / float(total);
  b = P(0.0);
  for (int row = first; row < end; row++) {
    P off = X(row, c) - a;
    b += Q(row, c) + SIZE(row) * off * off;
  }
  b /= float(total);
}

void main() {
  vec4 a, b;
  columns(a, b);
  int t = out_texel();
  y = a;
  variance = b;
  mean_moved = moving_mean_texel(t) * momentum + a * (1.0 - momentum);
  variance_moved = moving_variance_texel(t) * momentum + b * (1.0 - momentum);
}
