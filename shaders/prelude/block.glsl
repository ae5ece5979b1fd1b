// Sums for R (4 or 8) rows of four columns, kept in registers until `write_block`.
#include "prelude/head.glsl"
#include "prelude/places.glsl"
Y4 sum0 = Y4(0), sum1 = Y4(0), sum2 = Y4(0), sum3 = Y4(0);
#if R > 4
Y4 sum4 = Y4(0), sum5 = Y4(0), sum6 = Y4(0), sum7 = Y4(0);
#endif

// PADDED: a row of a whose first texel (or element) has a negative number is padding: it counts as 0.
#ifdef PADDED
#define KEPT(u, mask) intBitsToFloat(floatBitsToInt(u) & (mask))
#else
#define KEPT(u, mask) u
#endif

#define ADD(sum, u) sum += (u).x * b0 + (u).y * b1 + (u).z * b2 + (u).w * b3
#define ADD_TEXEL(sum, lane) { T4 u = KEPT(A_READ(at.lane), keep.lane); ADD(sum, u); }
#define ADD_TEXEL_TOO(sum, lane) { T4 u = KEPT(A_READ(at_too.lane), keep_too.lane); ADD(sum, u); }
// The last texel of a row may be part garbage: only its first lanes are used.
#define ADD_LAST(sum, lane) { T4 u = KEPT(A_READ(at.lane), keep.lane); u = head(u, rest); ADD(sum, u); }
#define ADD_LAST_TOO(sum, lane) \
  { T4 u = KEPT(A_READ(at_too.lane), keep_too.lane); u = head(u, rest); ADD(sum, u); }
#define TO_FOUR(add) add(sum0, x) add(sum1, y) add(sum2, z) add(sum3, w)
#define TO_MORE(add) add(sum4, x) add(sum5, y) add(sum6, z) add(sum7, w)
#ifdef B_ROWS
#define TURN { T4 c0 = b0, c1 = b1, c2 = b2, c3 = b3; b0 = T4(c0.x, c1.x, c2.x, c3.x); \
  b1 = T4(c0.y, c1.y, c2.y, c3.y); b2 = T4(c0.z, c1.z, c2.z, c3.z); b3 = T4(c0.w, c1.w, c2.w, c3.w); }
#else
#define TURN
#endif

#ifdef COLUMNS
#if R > 4
#define ADD_COLUMN { v = B_READ(j); u = A_READ(i); \
  sum0 += u.x * v; sum1 += u.y * v; sum2 += u.z * v; sum3 += u.w * v; u = A_READ(i + next); \
  sum4 += u.x * v; sum5 += u.y * v; sum6 += u.z * v; sum7 += u.w * v; i += i_step; j += j_step; }
#else
#define ADD_COLUMN { v = B_READ(j); u = A_READ(i); \
  sum0 += u.x * v; sum1 += u.y * v; sum2 += u.z * v; sum3 += u.w * v; i += i_step; j += j_step; }
#endif
// Adds `count` times, to each row, one element (those of R / 4 texels of a) times a texel of b.
void add_columns(PLACE i, PLACE i_step, PLACE j, PLACE j_step, int count) {
  HOIST
  PLACE next = A_NEXT;
  T4 v, u;
  for (; count > 3; count -= 4) {
    ADD_COLUMN
    ADD_COLUMN
    ADD_COLUMN
    ADD_COLUMN
  }
  for (; count > 0; count--) ADD_COLUMN
}
#elif defined(WINDOW)
// Adds, to each row, one of R neighbouring elements of a (from i on) times a texel of b. With PADDED
// i is in this column of an image, and those beside the image count as 0.
void add_window(int i, int column, T4 v) {
  int t = i >> 2;
  T4 p = a_texel(max(t, 0));
  T4 q = a_texel(t + 1);
  T4 r = R > 4 ? a_texel(t + 2) : T4(0);
  if ((i & 2) != 0) {
    p = T4(p.zw, q.xy);
    q = T4(q.zw, r.xy);
    r = T4(r.zw, r.zw);
  }
  if ((i & 1) != 0) {
    p = T4(p.yzw, q.x);
    q = T4(q.yzw, r.x);
  }
#ifdef PADDED
  int left = -column;
  int right = source(1) - column;
  p = T4(left <= 0 && right > 0 ? p.x : T(0), left <= 1 && right > 1 ? p.y : T(0),
         left <= 2 && right > 2 ? p.z : T(0), left <= 3 && right > 3 ? p.w : T(0));
  q = T4(left <= 4 && right > 4 ? q.x : T(0), left <= 5 && right > 5 ? q.y : T(0),
         left <= 6 && right > 6 ? q.z : T(0), left <= 7 && right > 7 ? q.w : T(0));
#endif
  sum0 += p.x * v;
  sum1 += p.y * v;
  sum2 += p.z * v;
  sum3 += p.w * v;
#if R > 4
  sum4 += q.x * v;
  sum5 += q.y * v;
  sum6 += q.z * v;
  sum7 += q.w * v;
#endif
}
#elif defined(ELEMENTS)
// Adds, to each row, the sum over k of a's row (elements i, then i_too) times texels of b.
#define ADD_ELEMENT(sum, lane) sum += KEPT(a_at(at.lane), keep.lane) * v;
#define ADD_ELEMENT_TOO(sum, lane) sum += KEPT(a_at(at_too.lane), keep_too.lane) * v;
void add_products(ivec4 i, ivec4 i_too, int j, int b_step) {
  ivec4 at = max(i, 0), at_too = max(i_too, 0), keep = ~(i >> 31), keep_too = ~(i_too >> 31);
  for (int n = 0; n < k; n++, at++, at_too++, j += b_step) {
    T4 v = b_texel(j);
    TO_FOUR(ADD_ELEMENT)
#if R > 4
    TO_MORE(ADD_ELEMENT_TOO)
#endif
  }
}
#else
// Adds, to each row, the sum over k of a's row (texels i, then i_too) times b: j are the texels of
// the next four k, or with B_ROWS of the four columns at the next four k. REST: k is no multiple of
// four. (It is a define since a software renderer runs both sides of an `if`, whatever holds.)
#define READ_B b0 = B_READ(j.x); b1 = B_READ(j.y); b2 = B_READ(j.z); b3 = B_READ(j.w); TURN
void add_products(ivec4 i, ivec4 i_too, ivec4 first_j, int step) {
  HOIST
  PLACE4 at = a_places(max(i, 0)), at_too = a_places(max(i_too, 0)), j = b_places(first_j);
  PLACE next = A_NEXT, j_step = b_place(step);
#ifdef PADDED
  ivec4 keep = ~(i >> 31), keep_too = ~(i_too >> 31);
#endif
  T4 b0, b1, b2, b3;
  for (int whole = k >> 2; whole > 0; whole--, at += next, at_too += next, j += j_step) {
    READ_B
    TO_FOUR(ADD_TEXEL)
#if R > 4
    TO_MORE(ADD_TEXEL_TOO)
#endif
  }
#ifdef REST
  int rest = k & 3;
  READ_B
  // What lies behind the last k is garbage too.
  b1 = rest > 1 ? b1 : T4(0);
  b2 = rest > 2 ? b2 : T4(0);
  b3 = T4(0);
  TO_FOUR(ADD_LAST)
#if R > 4
  TO_MORE(ADD_LAST_TOO)
#endif
#endif
}
#endif

void write_block() {
  y0 = sum0;
  y1 = sum1;
  y2 = sum2;
  y3 = sum3;
#if R > 4
  y4 = sum4;
  y5 = sum5;
  y6 = sum6;
  y7 = sum7;
#endif
}
