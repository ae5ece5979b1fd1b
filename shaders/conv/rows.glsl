// Filters whose texels are four channels of y: one element of a times a texel of b.
#include "prelude/rows_product.glsl"
#define TEXELS
#define P Y4
P product(int i, int tap, int c) { return rows_product(i, tap * k * b_texels + (c >> 2)); }
