// N tensors one after the other along an axis. In units (texels with TEXELS, else elements in
// row-major order) y is [outer, total, inner], and x<i> is [outer, sizes(i), inner].
#ifdef TEXELS
#define V Y4
#define FETCH(texel, element, i) texel(at)
#else
#define V Y
#define FETCH(texel, element, i) element(at / cols(i) * strides(i) + at % cols(i))
#endif
V joined(int unit) {
  int line = unit / inner;
  int block = line / total;
  int j = line - block * total;
  int i = 0;
  for (; i < N - 1 && j >= sizes(i); i++) j -= sizes(i);
  int at = (block * sizes(i) + j) * inner + unit - line * inner;
  if (i == 0) return FETCH(x0_texel, x0_at, 0);
  if (i == 1) return FETCH(x1_texel, x1_at, 1);
#if N > 2
  if (i == 2) return FETCH(x2_texel, x2_at, 2);
#endif
#if N > 3
  if (i == 3) return FETCH(x3_texel, x3_at, 3);
#endif
#if N > 4
  if (i == 4) return FETCH(x4_texel, x4_at, 4);
#endif
#if N > 5
  if (i == 5) return FETCH(x5_texel, x5_at, 5);
#endif
#if N > 6
  if (i == 6) return FETCH(x6_texel, x6_at, 6);
#endif
#if N > 7
  if (i == 7) return FETCH(x7_texel, x7_at, 7);
#endif
  return V(0);  // not reached
}
#ifdef TEXELS
void main() { y = joined(out_texel()); }
#else
Y value(int index) { return joined(index); }
#include "prelude/lanes.glsl"
#endif
