// As filter.glsl, for R (4 or 8) rows of the filter at once, each with an output of its own. Every texel
// of b that is fetched serves R rows. The rows of b and y start on texels.
//   COLUMNS  rows are channels c of one tap: row R * q + r of it is row q of y<r>; a's start on texels
//   WINDOW   a lies flat and has one channel: rows are the taps of one line of the filter
#include "prelude/lines.glsl"
#include "prelude/block.glsl"
void main() {
  int t = out_texel();
  int matrix = t / y_texels;
  int above = matrix / blocks;
  int row = (matrix - above * blocks) * R;
#ifdef WINDOW
  int shift_x = row - before(1);
  int first = 0;
  int last = extent(1);
  int start = shift_x;
#else
  int tap = above;
  above /= taps(1);
  int shift_x = shift_of(tap - above * taps(1), 1);
  int first = first_inside(shift_x);
  int last = end_inside(shift_x);
  int start = (first * stride(1) + shift_x) * a_unit + (row >> 2);
#endif
  int part = above / taps(0);
  int shift_y = shift_of(above - part * taps(0), 0);
  int end = min((part + 1) * lines_each, lines);
  for (int line = part * lines_each; line < end; line++) {
    int from = line_under(line, shift_y);
    if (from < 0) continue;
    int i = from * a_unit + start;
    int j = (line * extent(1) + first) * y_texels + t - matrix * y_texels;
#ifdef WINDOW
    add_window(i, shift_x, j, y_texels, last);
#else
    add_columns(a_place(i), a_place(stride(1) * a_unit), b_place(j), b_place(y_texels),
                last - first);
#endif
  }
  write_sums();
}
