// Filters whose texels are four k: dot products of texels. ROWS: four channels of y at once.
#include "prelude/dots_product.glsl"
#ifdef ROWS
#define TEXELS
#define P Y4
P product(int i, int tap, int c) {
  ivec4 channels = tap * n + min(ivec4(c, c + 1, c + 2, c + 3), n - 1);
  return dots_product(i >> 2, channels * b_texels);
}
#else
#define P Y
P product(int i, int tap, int c) { return dot_product(i >> 2, (tap * n + c) * b_texels); }
#endif
