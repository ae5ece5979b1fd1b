// y[batch, segment, r] = sum of x[batch, i, r] over the i whose index names the segment, in order.
// `links` are those of joining/links.glsl; r counts texels with TEXELS, else elements.
#ifdef TEXELS
#define V Y4
#else
#define V Y
#endif
V summed(int unit) {
  int segment = unit / inner;
  int r = unit - segment * inner;
  V acc = V(0);
  int i = links_at(segment);
  for (int n = 0; n < count && i >= 0; n++) {
    int at = i * inner + r;
#ifdef TEXELS
    acc += x_texel(at);
#else
    acc += x_at(at / x_cols * x_stride + at % x_cols);
#endif
    i = links_at(heads + i);
  }
  return acc;
}
#ifdef TEXELS
void main() { y = summed(out_texel()); }
#else
Y value(int index) { return summed(index); }
#include "prelude/lanes.glsl"
#endif
