// In units (texels with TEXELS, else elements in row-major order) y is [batch, outer, count, inner]
// and x is [batch, outer, size, inner]: y takes along the third axis what `indices` says, [batch,
// count] without gaps; 0 where an index is out of range.
#ifdef TEXELS
#define V Y4
#else
#define V Y
#endif
V taken(int unit) {
  int line = unit / inner;
  int above = line / count;
  int index = indices_at(above / outer * count + line - above * count);
  bool inside = index >= 0 && index < size;
  int at = (above * size + (inside ? index : 0)) * inner + unit - line * inner;
#ifdef TEXELS
  V v = x_texel(at);
#else
  V v = x_at(at / x_cols * x_stride + at % x_cols);
#endif
  return inside ? v : V(0);
}
#ifdef TEXELS
void main() { y = taken(out_texel()); }
#else
Y value(int index) { return taken(index); }
#include "prelude/lanes.glsl"
#endif
