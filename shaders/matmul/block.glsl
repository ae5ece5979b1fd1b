// R (4 or 8) rows of y at once, a row to an output: rows R * q + r of y are row q of y<r>. Every texel
// of b that is fetched serves R rows. One of:
//   A_ROWS   y[m, n] = sum over k of a[m, k] * b[k, n]
//   B_ROWS   y[m, n] = sum over k of a[m, k] * b[n, k]
//   COLUMNS  y[m, n] = sum over k of a[k, m] * b[k, n]
// All rows of a, b and y start on texels.
#include "prelude/batches.glsl"
#include "prelude/block.glsl"
void main() {
  int t = out_texel();
  int line = t / y_texels;
  int batch = line / blocks;
  int first = (line - batch * blocks) * R;
  int col = t - line * y_texels;
  ivec2 at = batch_offsets(batch) >> 2;
#ifdef COLUMNS
  add_columns(a_place(at.x + (first >> 2)), a_place(a_texels), b_place(at.y + col),
              b_place(b_texels), k);
#else
  // Rows beyond the last repeat it; nobody reads what they make.
  ivec4 i = at.x + min(ivec4(first, first + 1, first + 2, first + 3), m - 1) * a_texels;
#if R > 4
  ivec4 i_too = at.x + min(ivec4(first + 4, first + 5, first + 6, first + 7), m - 1) * a_texels;
#else
  ivec4 i_too = ivec4(0);
#endif
#ifdef B_ROWS
  int c = col * 4;
  ivec4 j = at.y + min(ivec4(c, c + 1, c + 2, c + 3), n - 1) * b_texels;
  add_products(i, i_too, j, 1);
#else
  ivec4 j = at.y + col + ivec4(0, 1, 2, 3) * b_texels;
  add_products(i, i_too, j, 4 * b_texels);
#endif
#endif
  write_sums();
}
