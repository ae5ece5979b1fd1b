// y[batch, segment, r] folds x[batch, i, r] over the i whose index names the segment, in order.
// `links` are those of joining/links.glsl; r counts texels with TEXELS, else elements. An op file gives
// `T identity()` and `T combine(T a, T b)`.
#ifdef TEXELS
#define V Y4
V fold(V a, V b) {
  return V(combine(a.x, b.x), combine(a.y, b.y), combine(a.z, b.z), combine(a.w, b.w));
}
#else
#define V Y
V fold(V a, V b) { return combine(a, b); }
#endif
V folded(int unit) {
  int segment = unit / inner;
  int r = unit - segment * inner;
  V acc = V(identity());
  int i = links_at(segment);
  for (int n = 0; n < count && i >= 0; n++) {
    int at = i * inner + r;
#ifdef TEXELS
    acc = fold(acc, x_texel(at));
#else
    acc = fold(acc, x_at(at / x_cols * x_stride + at % x_cols));
#endif
    i = links_at(heads + i);
  }
  return acc;
}
#ifdef TEXELS
void main() { y = folded(out_texel()); }
#else
Y value(int index) { return folded(index); }
#include "prelude/lanes.glsl"
#endif
