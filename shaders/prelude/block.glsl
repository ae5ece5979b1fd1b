// Adds products to the sums of R (4 or 8) rows of four columns.
#include "prelude/places.glsl"
#include "prelude/sums.glsl"

// u where the mask is -1, and 0, even for a NaN, where it is 0.
vec4 kept(vec4 u, ivec4 mask) { return intBitsToFloat(floatBitsToInt(u) & mask); }
ivec4 kept(ivec4 u, ivec4 mask) { return u & mask; }

#define TO_FOUR(add) add(sum0, x) add(sum1, y) add(sum2, z) add(sum3, w)
#define TO_MORE(add) add(sum4, x) add(sum5, y) add(sum6, z) add(sum7, w)
#ifdef COLUMNS
// Adds `count` times, to each row, one element (those of R / 4 texels of a) times a texel of b.
#define ADD_COLUMN { T4 v = B_READ(j), u = A_READ(i); \
  sum0 += u.x * v; sum1 += u.y * v; sum2 += u.z * v; sum3 += u.w * v; \
  ADD_COLUMN_TOO i += i_step; j += j_step; }
#if R > 4
#define ADD_COLUMN_TOO u = A_READ(i + next); \
  sum4 += u.x * v; sum5 += u.y * v; sum6 += u.z * v; sum7 += u.w * v;
#else
#define ADD_COLUMN_TOO
#endif
void add_columns(PLACE i, PLACE i_step, PLACE j, PLACE j_step, int count) {
  HOIST
  PLACE next = A_NEXT;
  for (; count > 3; count -= 4) {
    ADD_COLUMN
    ADD_COLUMN
    ADD_COLUMN
    ADD_COLUMN
  }
  for (; count > 0; count--) ADD_COLUMN
}
#elif defined(WINDOW)
#include "prelude/block_window.glsl"
#else
#include "prelude/block_products.glsl"
#endif
