// Adds, for n below `count`, to row r element first + n + r of a times the texel of b at j + n j_step.
// With PADDED an element's column decides whether it counts; `column` is that of the first. a is read
// texel by texel, each once: p, q, r are twelve neighbours, from the next n on.
T4 masked(T4 u, int column) {
#ifdef PADDED
  ivec4 columns = column + ivec4(0, 1, 2, 3);
  ivec4 beyond = source(1) - 1 - columns;
  return kept(u, ~((columns | beyond) >> 31));
#else
  return u;
#endif
}

#define ADD_WINDOW(n, p0, p1, p2, p3, q0, q1, q2, q3) { \
  ivec4 known = ivec4(count > n ? -1 : 0); \
  T4 v = kept(B_READ(j), known), u = kept(T4(p0, p1, p2, p3), known); j += j_step; \
  sum0 += u.x * v; sum1 += u.y * v; sum2 += u.z * v; sum3 += u.w * v; \
  ADD_WINDOW_TOO(T4(q0, q1, q2, q3)) }
#if R > 4
#define ADD_WINDOW_TOO(more) u = kept(more, known); \
  sum4 += u.x * v; sum5 += u.y * v; sum6 += u.z * v; sum7 += u.w * v;
#else
#define ADD_WINDOW_TOO(more)
#endif

// Four elements of the two texels u and v, from number `shift` on.
T4 joined(T4 u, T4 v, bool two, bool one) {
  T4 even = two ? T4(u.zw, v.xy) : u;
  T4 last = two ? v.zwww : v;
  return one ? T4(even.yzw, last.x) : even;
}

void add_window(int first, int column, int first_j, int step, int count) {
  HOIST
  bool two = (first & 2) != 0;
  bool one = (first & 1) != 0;
  PLACE at = a_place(first >> 2), j = b_place(first_j), j_step = b_place(step);
  T4 s = A_READ(at), t = A_READ(at + A_NEXT);
  T4 p = masked(joined(s, t, two, one), column), q = T4(0), r;
  at += A_NEXT + A_NEXT;
#if R > 4
  s = A_READ(at);
  q = masked(joined(t, s, two, one), column + 4);
  t = s;
  at += A_NEXT;
#endif
  for (; count > 0; count -= 4, at += A_NEXT, column += 4) {
    s = A_READ(at);
    r = masked(joined(t, s, two, one), column + R);
    t = s;
#if R > 4
    ADD_WINDOW(0, p.x, p.y, p.z, p.w, q.x, q.y, q.z, q.w)
    ADD_WINDOW(1, p.y, p.z, p.w, q.x, q.y, q.z, q.w, r.x)
    ADD_WINDOW(2, p.z, p.w, q.x, q.y, q.z, q.w, r.x, r.y)
    ADD_WINDOW(3, p.w, q.x, q.y, q.z, q.w, r.x, r.y, r.z)
    p = q;
    q = r;
#else
    ADD_WINDOW(0, p.x, p.y, p.z, p.w, q.x, q.y, q.z, q.w)
    ADD_WINDOW(1, p.y, p.z, p.w, r.x, q.y, q.z, q.w, r.x)
    ADD_WINDOW(2, p.z, p.w, r.x, r.y, q.z, q.w, r.x, r.y)
    ADD_WINDOW(3, p.w, r.x, r.y, r.z, q.w, r.x, r.y, r.z)
    p = r;
#endif
  }
}
