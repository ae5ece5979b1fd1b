// Per column and part of the rows: the sums of g and of g * h, h being x standardised by the mean and
// deviation of its column, or BY_ROW (in s). With MERGE: the sums of x and of q, which are such sums.
#include "prelude/columns.glsl"
#ifdef ROWS
#define AT(texel, at, row, c) texel((row) * row_texels + (c))
#define VECTOR(texel, at, c) texel(c)
#else
#define AT(texel, at, row, c) at((row) * cols + (c))
#define VECTOR(texel, at, c) at(c)
#endif
void fold(int first, int end, int c, out P a, out P b) {
  a = P(0.0);
  b = P(0.0);
#ifdef MERGE
  for (int row = first; row < end; row++) {
    a += X(row, c);
    b += AT(q_texel, q_at, row, c);
  }
#elif defined(BY_ROW)
  for (int row = first; row < end; row++) {
    P g = AT(g_texel, g_at, row, c);
    a += g;
    b += g * ((X(row, c) - s_at(row * 2)) * s_at(row * 2 + 1));
  }
#else
  P mean = VECTOR(mean_texel, mean_at, c);
  P rate = inversesqrt(VECTOR(variance_texel, variance_at, c) + epsilon);
  for (int row = first; row < end; row++) {
    P g = AT(g_texel, g_at, row, c);
    a += g;
    b += g * ((X(row, c) - mean) * rate);
  }
#endif
}

void main() { columns(y, z); }
