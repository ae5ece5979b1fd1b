// R (4 or 8) neighbouring pixels of a line of y at once; pixel R * q + r is row q of y<r>. Every texel
// of the filter b that is fetched serves R pixels. b's rows start on texels, and
//   A_ROWS    its texels are four channels of y, those of a four k
//   ELEMENTS  the same, but a lies flat
//   B_ROWS    its texels, like those of a, are four k
// a_unit is a pixel's size, in texels, or in elements with ELEMENTS.
#include "prelude/taps.glsl"
#include "prelude/block.glsl"

// Where the pixels of a under one tap start, for four pixels of y.
ivec4 starts(ivec4 o, int under, int base) {
  ivec4 column = o * tap_step(1) + under * tap_dilation(1) + tap_offset(1);
  ivec4 start = (base + column) * a_unit;
#ifdef PADDED
  // So far below zero that no k brings it back.
  return ivec4(column.x < 0 || column.x >= source(1) ? -0x40000000 : start.x,
               column.y < 0 || column.y >= source(1) ? -0x40000000 : start.y,
               column.z < 0 || column.z >= source(1) ? -0x40000000 : start.z,
               column.w < 0 || column.w >= source(1) ? -0x40000000 : start.w);
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
  // Pixels beyond the last repeat it; nobody reads what they make.
  ivec4 o = min(ivec4(first, first + 1, first + 2, first + 3), extent(1) - 1);
  ivec4 o_too = min(ivec4(first + 4, first + 5, first + 6, first + 7), extent(1) - 1);
#ifdef B_ROWS
  int c = col * 4;
  ivec4 channels = min(ivec4(c, c + 1, c + 2, c + 3), n - 1) * b_texels;
#endif
  for (int row = 0; row < taps(0); row++) {
    int from = tap(above - image * extent(0), row, 0);
    if (from < 0) continue;
    int base = (image * source(0) + from) * source(1);
    for (int under = 0; under < taps(1); under++) {
      int at = row * taps(1) + under;
      ivec4 i = starts(o, under, base);
#if R > 4
      ivec4 i_too = starts(o_too, under, base);
#else
      ivec4 i_too = i;
#endif
#if defined(ELEMENTS)
      add_products(i, i_too, at * k * b_texels + col, b_texels);
#elif defined(B_ROWS)
      add_products(i, i_too, at * n * b_texels + channels, ivec4(1));
#else
      add_products(i, i_too, at * k * b_texels + col + ivec4(0, 1, 2, 3) * b_texels,
                   ivec4(4 * b_texels));
#endif
    }
  }
  write_block();
}
