// y is `fill` everywhere but from begins(d) on, along each axis, where it is x: pad, and the gradient of
// slicing. As in prelude/walk.glsl, with the sizes of x too.
//   TEXELS  texels of y are texels of x or `fill`; the walk is over them
//   ROWS    rows of y start on texels; the walk is over the rows
//   else    element by element; x's neighbours may be steps(d) apart in y
#include "prelude/divide.glsl"
#include "prelude/lane.glsl"
#if defined(TEXELS) || defined(ROWS)
#define ENTER(d, at_d) { \
  int c = at_d - begins(d); \
  at += c * x_strides(d); \
  outside |= c | (x_dims(d) - 1 - c); \
}
#define WALK(d) { \
  ivec2 q = divided(n, dims(d), inverses(d)); \
  ENTER(d, q.y) \
  n = q.x; \
}
// Where in x the n-th place is; `outside` becomes negative if it is not in x.
int walk(int n, out int outside) {
  int at = 0;
  outside = 0;
#if AXES > 4
  WALK(5) WALK(4)
#endif
#if AXES > 2
  WALK(3) WALK(2)
#endif
#if AXES > 1
  WALK(1)
#endif
  ENTER(0, n)
  return at;
}

void main() {
  int outside;
#ifdef TEXELS
  Y4 v = x_texel(walk(out_texel(), outside));
  y = outside < 0 ? Y4(fill) : v;
#else
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  int first = place.y * 4 - x_begin;
  int at = walk(place.x, outside) + first;
  Y4 v = run(x_texel(at >> 2), x_texel((at >> 2) + 1), at & 3);
  ivec4 c = first + ivec4(0, 1, 2, 3);
  c = outside | c | (x_cols - 1 - c);
  y = Y4(c.x < 0 ? fill : v.x, c.y < 0 ? fill : v.y, c.z < 0 ? fill : v.z, c.w < 0 ? fill : v.w);
#endif
}
#else
Y value(int index) {
  int at = 0;
  bool inside = true;
  for (int d = rank - 1; d >= 0; d--) {
    int above = index / dims(d);
    int from = index - above * dims(d) - begins(d);
    int c = from / steps(d);
    inside = inside && c * steps(d) == from && c >= 0 && c < x_dims(d);
    at += c * x_strides(d);
    index = above;
  }
  // A select would still read; outside x the address is clamped to element 0.
  Y v = x_at(inside ? at : 0);
  return inside ? v : fill;
}
#include "prelude/lanes.glsl"
#endif
