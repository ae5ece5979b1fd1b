// As filter.glsl, for R (4 or 8) rows of the filter at once, each with an output of its own. Every texel
// of b that is fetched serves R rows. The rows of b and y start on texels.
//   COLUMNS  rows are channels c of one tap: row R * q + r of it is row q of y<r>; a's start on texels
//   WINDOW   a lies flat and has one channel: rows are the taps of one line of the filter
#include "prelude/block.glsl"
void main() {
  int t = out_texel();
  int line = t / y_texels;
  int above = line / blocks;
  int first_row = (line - above * blocks) * R;
#ifdef WINDOW
  int shift_x = first_row - before(1);
  int first = 0;
  int last = extent(1);
  int start = shift_x;
#else
  int tap = above;
  above /= taps(1);
  int shift_x = (tap - above * taps(1)) * dilation(1) - before(1);
  // The pixels of a line whose tap lies inside a.
  int first = max(0, (stride(1) - 1 - shift_x) / stride(1));
  int room = source(1) - 1 - shift_x;
  int last = room < 0 ? 0 : min(extent(1), room / stride(1) + 1);
  int start = (first * stride(1) + shift_x) * a_unit + (first_row >> 2);
#endif
  int part = above / taps(0);
  int shift_y = (above - part * taps(0)) * dilation(0) - before(0);
  int end = min((part + 1) * lines_each, lines);
  for (int pixels = part * lines_each; pixels < end; pixels++) {
    int image = pixels / extent(0);
    int y_at = (pixels - image * extent(0)) * stride(0) + shift_y;
    if (y_at < 0 || y_at >= source(0)) continue;
    int i = (image * source(0) + y_at) * source(1) * a_unit + start;
    int j = (pixels * extent(1) + first) * y_texels + t - line * y_texels;
    for (int x = first; x < last; x++, i += stride(1) * a_unit, j += y_texels) {
#ifdef WINDOW
      add_window(i, x * stride(1) + shift_x, b_texel(j));
#else
      add_columns(i, b_texel(j));
#endif
    }
  }
  write_block();
}
