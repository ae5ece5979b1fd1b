// b where the first largest of a window of a is; both are images alike.
#include "prelude/windows.glsl"
#include "prelude/largest.glsl"
P pooled(ivec3 at, int c) {
  P best;
  P holder = largest(at.x, at.y, at.z, c, best);
  int image = at.x * source(0) * source(1);
#ifdef TEXELS
  return P(b_at((image + max(0, int(holder.x))) * b_stride + c),
           b_at((image + max(0, int(holder.y))) * b_stride + c + 1),
           b_at((image + max(0, int(holder.z))) * b_stride + c + 2),
           b_at((image + max(0, int(holder.w))) * b_stride + c + 3));
#else
  return b_at((image + max(0, int(holder))) * b_stride + c);
#endif
}
