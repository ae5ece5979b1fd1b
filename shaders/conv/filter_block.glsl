// As filter.glsl, R (4 or 8) channels c at once: channel R * q + r of a tap is row q of y<r>. Every
// texel of b that is fetched serves R rows, every texel of a four. All rows start on texels.
#define COLUMNS
#include "prelude/block.glsl"
void main() {
  int t = out_texel();
  int line = t / y_texels;
  int rest = line / blocks;
  int above = rest / taps(1);
  int part = above / taps(0);
  int shift_x = (rest - above * taps(1)) * dilation(1) - before(1);
  int shift_y = (above - part * taps(0)) * dilation(0) - before(0);
  // The pixels of a line whose tap lies inside a.
  int first = max(0, (stride(1) - 1 - shift_x) / stride(1));
  int room = source(1) - 1 - shift_x;
  int last = room < 0 ? 0 : min(extent(1), room / stride(1) + 1);
  int start = (first * stride(1) + shift_x) * a_texels + (line - rest * blocks) * (R / 4);
  int step_a = stride(1) * a_texels;
  int end = min((part + 1) * lines_each, lines);
  for (int pixels = part * lines_each; pixels < end; pixels++) {
    int image = pixels / extent(0);
    int y_at = (pixels - image * extent(0)) * stride(0) + shift_y;
    if (y_at < 0 || y_at >= source(0)) continue;
    int i = (image * source(0) + y_at) * source(1) * a_texels + start;
    int j = (pixels * extent(1) + first) * y_texels + t - line * y_texels;
    for (int x = first; x < last; x++, i += step_a, j += y_texels) add_columns(i, b_texel(j));
  }
  write_block();
}
