// N tensors one after the other along an axis; sizes(i) is how much of y is x<i>, before ends(i).
//   TEXELS  texels of y are texels of some x: y is [blocks, total], and x<i> is [blocks, sizes(i)]
//   RUNS    the last axis of rows that start on texels in y; rows of x<i> are strides(i) apart
//   else    as TEXELS for elements; nothing has gaps
#include "prelude/divide.glsl"
#include "prelude/lane.glsl"
#if N > 7
#define EACH(part) part(0, x0_texel) part(1, x1_texel) part(2, x2_texel) part(3, x3_texel) \
  part(4, x4_texel) part(5, x5_texel) part(6, x6_texel) part(7, x7_texel)
#elif N > 6
#define EACH(part) part(0, x0_texel) part(1, x1_texel) part(2, x2_texel) part(3, x3_texel) \
  part(4, x4_texel) part(5, x5_texel) part(6, x6_texel)
#elif N > 5
#define EACH(part) part(0, x0_texel) part(1, x1_texel) part(2, x2_texel) part(3, x3_texel) \
  part(4, x4_texel) part(5, x5_texel)
#elif N > 4
#define EACH(part) part(0, x0_texel) part(1, x1_texel) part(2, x2_texel) part(3, x3_texel) \
  part(4, x4_texel)
#elif N > 3
#define EACH(part) part(0, x0_texel) part(1, x1_texel) part(2, x2_texel) part(3, x3_texel)
#elif N > 2
#define EACH(part) part(0, x0_texel) part(1, x1_texel) part(2, x2_texel)
#else
#define EACH(part) part(0, x0_texel) part(1, x1_texel)
#endif

#ifdef RUNS
// The next tensor overwrites what lies past the end of this one.
#define RUN(i, texel) { \
  int c = place.y - ends(i) + sizes(i); \
  if (c > -4 && c < sizes(i)) { \
    int at = place.x * strides(i) + c; \
    T4 v = run(texel(at >> 2), texel((at >> 2) + 1), at & 3); \
    y = T4(c < 0 ? y.x : v.x, c < -1 ? y.y : v.y, c < -2 ? y.z : v.z, v.w); \
  } \
}
void main() {
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  place.y *= 4;
  y = T4(0);
  EACH(RUN)
}
#else
#define HERE(i) (place.x * sizes(i) + place.y - ends(i) + sizes(i))
#ifdef TEXELS
#define TAKE(i, texel) if (place.y < ends(i)) { y = texel(HERE(i)); return; }
void main() {
  ivec2 place = divided(out_texel(), total, total_inverse);
  EACH(TAKE)
}
#else
#define TAKE(i, texel) if (place.y < ends(i)) return texel(HERE(i) >> 2)[HERE(i) & 3];
Y element(int index) {
  ivec2 place = divided(index, total, total_inverse);
  EACH(TAKE)
  return Y(0);  // past the last element
}
void main() {
  int e = out_texel() * 4;
  y = Y4(element(e), element(e + 1), element(e + 2), element(e + 3));
}
#endif
#endif
