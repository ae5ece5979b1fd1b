// y is x, and where `last` names a row of updates, that row. In units (texels with TEXELS, else elements
// in row-major order) x is [places, inner], updates [count, inner] and last [places], an element a line.
#ifdef TEXELS
#define V Y4
#else
#define V Y
#endif
V patched(int unit) {
  int place = unit / inner;
  int i = last_at(place / last_cols * last_stride + place % last_cols);
#ifdef TEXELS
  return i < 0 ? x_texel(unit) : updates_texel(i * inner + unit - place * inner);
#else
  int at = i < 0 ? 0 : i * inner + unit - place * inner;
  V v = updates_at(at / updates_cols * updates_stride + at % updates_cols);
  return i < 0 ? x_at(unit / x_cols * x_stride + unit % x_cols) : v;
#endif
}
#ifdef TEXELS
void main() { y = patched(out_texel()); }
#else
Y value(int index) { return patched(index); }
#include "prelude/lanes.glsl"
#endif
