// The largest of a window.
#include "prelude/windows.glsl"
#include "prelude/largest.glsl"
P pooled(ivec3 at, int c) {
  P best;
  largest(at.x, at.y, at.z, c, best);
  return best;
}
