// N tensors one after the other along an axis. In units (texels with TEXELS, else elements in
// row-major order) y is [outer, total, inner], and x<i> is [outer, sizes(i), inner].
#ifdef TEXELS
#define V Y4
#define FETCH(name, i) name##_texel(at)
#else
#define V Y
#define FETCH(name, i) name##_at(at / cols(i) * strides(i) + at % cols(i))
#endif
V joined(int unit) {
  int line = unit / inner;
  int block = line / total;
  int j = line - block * total;
  int i = 0;
  for (; i < N - 1 && j >= sizes(i); i++) j -= sizes(i);
  int at = (block * sizes(i) + j) * inner + unit - line * inner;
  if (i == 0) return FETCH(x0, 0);
  if (i == 1) return FETCH(x1, 1);
#if N > 2
  if (i == 2) return FETCH(x2, 2);
#endif
#if N > 3
  if (i == 3) return FETCH(x3, 3);
#endif
#if N > 4
  if (i == 4) return FETCH(x4, 4);
#endif
#if N > 5
  if (i == 5) return FETCH(x5, 5);
#endif
#if N > 6
  if (i == 6) return FETCH(x6, 6);
#endif
#if N > 7
  if (i == 7) return FETCH(x7, 7);
#endif
  return V(0);  // not reached
}
#ifdef TEXELS
void main() { y = joined(out_texel()); }
#else
Y value(int index) { return joined(index); }
#include "prelude/lanes.glsl"
#endif
