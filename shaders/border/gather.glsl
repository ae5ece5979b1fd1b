// The adjoint of border/extend along one axis. In units (texels with TEXELS, else elements in
// row-major order) x is [outer, before + size + after, inner], y is [outer, size, inner]: each
// element is the sum of those that were made of it.
#include "prelude/borders.glsl"
#ifdef TEXELS
#define V Y4
#define FETCH(at) x_texel(at)
#else
#define V Y
#define FETCH(at) x_at((at) / x_cols * x_stride + (at) % x_cols)
#endif
V gathered(int unit) {
  int line = unit / inner;
  int block = line / size;
  int i = line - block * size;
  int at = block * total * inner + unit - line * inner;
  V sum = FETCH(at + (before + i) * inner);
  for (int j = 0; j < before; j++) {
    if (border(j - before, size) == i) sum += FETCH(at + j * inner);
  }
  for (int j = before + size; j < total; j++) {
    if (border(j - before, size) == i) sum += FETCH(at + j * inner);
  }
  return sum;
}
#ifdef TEXELS
void main() { y = gathered(out_texel()); }
#else
Y value(int index) { return gathered(index); }
#include "prelude/lanes.glsl"
#endif
