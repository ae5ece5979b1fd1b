// R (4 or 8) neighbouring pixels of a line of y at once; pixel R * q + r is row q of y<r>. Every texel
// of the filter b that is fetched serves R pixels. b's rows start on texels, and
//   A_ROWS    its texels are four channels of y, those of a four k
//   WINDOW    a lies flat, has one channel, and is met pixel by pixel: neighbours are read together
//   B_ROWS    its texels, like those of a, are four k
// a_unit is a pixel's size, in texels, or in elements where it lies flat.
#include "prelude/taps.glsl"
#include "prelude/block.glsl"

// Where four pixels of a start, of a line that starts at `base`; far below zero where a column is
// outside, so that no k brings it back.
ivec4 starts(ivec4 column, int base) {
  ivec4 start = base + column * a_unit;
#ifdef PADDED
  ivec4 beyond = source(1) - 1 - column;
  // The sign bit of either is set where the column is outside.
  return start - (((column | beyond) >> 31) & 0x40000000);
#else
  return start;
#endif
}

void main() {
  int t = out_texel();
  int line = t / y_texels;
  int above = line / blocks;
  int first = (line - above * blocks) * R;
  int image = above / extent(0);
  int col = t - line * y_texels;
  ivec2 rows = taps_inside(above - image * extent(0), 0);
  int from = tap(above - image * extent(0), rows.x, 0);
  int at = rows.x * taps(1);
#ifndef WINDOW
  // Pixels beyond the last repeat it; with WINDOW they go on. Nobody reads what they make.
  ivec4 o = min(first + ivec4(0, 1, 2, 3), extent(1) - 1) * tap_step(1) + tap_offset(1);
  ivec4 o_too = min(first + ivec4(4, 5, 6, 7), extent(1) - 1) * tap_step(1) + tap_offset(1);
#endif
#ifdef B_ROWS
  int c = col * 4;
  ivec4 channels = min(ivec4(c, c + 1, c + 2, c + 3), n - 1) * b_texels;
#endif
  for (int row = rows.x; row < rows.y; row++, from += tap_dilation(0)) {
    int base = (image * source(0) + from) * source(1) * a_unit;
#ifdef WINDOW
    int column = first + tap_offset(1);
    add_window(base + column, column, at * k * b_texels + col, b_texels, taps(1) * k);
    at += taps(1);
#else
    for (int under = 0; under < taps(1); under++, at++) {
      ivec4 i = starts(o + under * tap_dilation(1), base);
      ivec4 i_too = starts(o_too + under * tap_dilation(1), base);
#ifdef B_ROWS
      add_products(i, i_too, at * n * b_texels + channels, 1);
#else
      add_products(i, i_too, at * k * b_texels + col + ivec4(0, 1, 2, 3) * b_texels, 4 * b_texels);
#endif
    }
#endif
  }
  write_sums();
}
