// Sums for R (4 or 8) rows of four columns, kept in registers until `write_block`.
#include "prelude/places.glsl"
Y4 sum0 = Y4(0), sum1 = Y4(0), sum2 = Y4(0), sum3 = Y4(0);
#if R > 4
Y4 sum4 = Y4(0), sum5 = Y4(0), sum6 = Y4(0), sum7 = Y4(0);
#endif

// PADDED: a texel (or element) whose place is negative is padding, which counts as 0.
#ifdef PADDED
#define READ(i) A_READ(max(i, PLACE(0))); if (i < PLACE(0)) u = T4(0)
T padded_at(int i) {
  T u = a_at(max(i, 0));
  return i < 0 ? T(0) : u;
}
#else
#define READ(i) A_READ(i)
#define padded_at a_at
#endif

#define ADD(sum, u) sum += (u).x * b0 + (u).y * b1 + (u).z * b2 + (u).w * b3
#define ADD_TEXEL(sum, i) { T4 u = READ(i); ADD(sum, u); }
// The last texel of a row may be part garbage: only its first lanes are used.
#define ADD_1(sum, i) { T4 u = READ(i); sum += u.x * b0; }
#define ADD_2(sum, i) { T4 u = READ(i); sum += u.x * b0 + u.y * b1; }
#define ADD_3(sum, i) { T4 u = READ(i); sum += u.x * b0 + u.y * b1 + u.z * b2; }
#if R > 4
#define TO_ALL(add) add(sum0, i.x) add(sum1, i.y) add(sum2, i.z) add(sum3, i.w) \
  add(sum4, i_too.x) add(sum5, i_too.y) add(sum6, i_too.z) add(sum7, i_too.w)
#else
#define TO_ALL(add) add(sum0, i.x) add(sum1, i.y) add(sum2, i.z) add(sum3, i.w)
#endif
#ifdef B_ROWS
#define TURN { T4 c0 = b0, c1 = b1, c2 = b2, c3 = b3; b0 = T4(c0.x, c1.x, c2.x, c3.x); \
  b1 = T4(c0.y, c1.y, c2.y, c3.y); b2 = T4(c0.z, c1.z, c2.z, c3.z); b3 = T4(c0.w, c1.w, c2.w, c3.w); }
#else
#define TURN
#endif

#ifdef COLUMNS
// Adds `count` times, to each row, one element (those of R / 4 texels of a) times a texel of b.
void add_columns(PLACE i, PLACE i_step, PLACE j, PLACE j_step, int count) {
  HOIST
  PLACE next = A_NEXT;
  for (; count > 0; count--, i += i_step, j += j_step) {
    T4 v = B_READ(j), u = A_READ(i);
    sum0 += u.x * v;
    sum1 += u.y * v;
    sum2 += u.z * v;
    sum3 += u.w * v;
#if R > 4
    u = A_READ(i + next);
    sum4 += u.x * v;
    sum5 += u.y * v;
    sum6 += u.z * v;
    sum7 += u.w * v;
#endif
  }
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
void add_products(ivec4 i, ivec4 i_too, int j, int b_step) {
  for (int n = 0; n < k; n++, i++, i_too++, j += b_step) {
    T4 v = b_texel(j);
    sum0 += padded_at(i.x) * v;
    sum1 += padded_at(i.y) * v;
    sum2 += padded_at(i.z) * v;
    sum3 += padded_at(i.w) * v;
#if R > 4
    sum4 += padded_at(i_too.x) * v;
    sum5 += padded_at(i_too.y) * v;
    sum6 += padded_at(i_too.z) * v;
    sum7 += padded_at(i_too.w) * v;
#endif
  }
}
#else
// Adds, to each row, the sum over k of a's row (places i, then i_too) times b: j are the places of
// the next four k, or with B_ROWS of the four columns at the next four k.
void add_products(PLACE4 i, PLACE4 i_too, PLACE4 j, PLACE j_step) {
  T4 b0, b1, b2, b3;
  HOIST
  PLACE next = A_NEXT;
  for (int whole = k >> 2; whole > 0; whole--) {
    b0 = B_READ(j.x);
    b1 = B_READ(j.y);
    b2 = B_READ(j.z);
    b3 = B_READ(j.w);
    TURN
    TO_ALL(ADD_TEXEL)
    i += next;
    i_too += next;
    j += j_step;
  }
  int rest = k & 3;
  if (rest == 0) return;
  b0 = B_READ(j.x);
  b1 = B_READ(j.y);
  b2 = B_READ(j.z);
  b3 = B_READ(j.w);
  TURN
  if (rest == 1) {
    TO_ALL(ADD_1)
  } else if (rest == 2) {
    TO_ALL(ADD_2)
  } else {
    TO_ALL(ADD_3)
  }
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
