// Adds, to each row, the sum over k of a's row (texels i, then i_too) times b: j are the texels of
// the next four k, or with B_ROWS of the four columns at the next four k. PADDED: a row whose first
// texel has a negative number is padding, which counts as 0. REST: k is no multiple of four, and what
// lies behind the last k is garbage, in a as in b. These are defines since a software renderer runs
// both sides of every `if`, whatever holds. TWICE: two fours a step: a little faster, and more to compile.
#ifdef B_ROWS
#define TURN { T4 c0 = b0, c1 = b1, c2 = b2, c3 = b3; b0 = T4(c0.x, c1.x, c2.x, c3.x); \
  b1 = T4(c0.y, c1.y, c2.y, c3.y); b2 = T4(c0.z, c1.z, c2.z, c3.z); b3 = T4(c0.w, c1.w, c2.w, c3.w); }
#else
#define TURN
#endif
#if defined(REST) && defined(PADDED)
#define ROW(u, mask) kept(u, lanes & mask)
#elif defined(REST)
#define ROW(u, mask) kept(u, lanes)
#elif defined(PADDED)
#define ROW(u, mask) kept(u, ivec4(mask))
#else
#define ROW(u, mask) u
#endif
#define ADD(sum) sum += u.x * b0 + u.y * b1 + u.z * b2 + u.w * b3;
#define ADD_TEXEL(sum, lane) { T4 u = ROW(A_READ(at.lane), keep.lane); ADD(sum) }
#define ADD_TEXEL_TOO(sum, lane) { T4 u = ROW(A_READ(at_too.lane), keep_too.lane); ADD(sum) }
#if R > 4
#define ADD_MORE TO_MORE(ADD_TEXEL_TOO)
#else
#define ADD_MORE
#endif
#ifdef REST
#define MASK ivec4 lanes = (ivec4(0, 1, 2, 3) - left) >> 31; \
  b1 = kept(b1, lanes.yyyy); b2 = kept(b2, lanes.zzzz); b3 = kept(b3, lanes.wwww);
#else
#define MASK
#endif
#define ADD_FOUR { T4 b0 = B_READ(j.x), b1 = B_READ(j.y), b2 = B_READ(j.z), b3 = B_READ(j.w); \
  TURN MASK TO_FOUR(ADD_TEXEL) ADD_MORE \
  at += next; at_too += next; j += j_step; left -= 4; }
void add_products(ivec4 i, ivec4 i_too, ivec4 first_j, int step) {
  HOIST
  PLACE4 at = a_places(max(i, 0)), at_too = a_places(max(i_too, 0)), j = b_places(first_j);
  PLACE next = A_NEXT, j_step = b_place(step);
#ifdef PADDED
  ivec4 keep = ~(i >> 31), keep_too = ~(i_too >> 31);
#endif
  int left = k;
#ifdef TWICE
  while (left > 4) {
    ADD_FOUR
    ADD_FOUR
  }
#endif
  while (left > 0) ADD_FOUR
}
