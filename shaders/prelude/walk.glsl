// offset + sum of c(d) * x_strides(d), where c are the coordinates of the n-th place, in row-major order,
// of AXES axes of sizes dims(d); inverses(d) are 1 / dims(d). Without a loop, which on a software
// GPU costs more than the divisions in it.
#include "prelude/divide.glsl"
#define WALK(d) { \
  ivec2 q = divided(n, dims(d), inverses(d)); \
  at += q.y * x_strides(d); \
  n = q.x; \
}
int walk(int n) {
  int at = offset;
#if AXES > 6
  WALK(11) WALK(10) WALK(9) WALK(8) WALK(7) WALK(6)
#endif
#if AXES > 4
  WALK(5) WALK(4)
#endif
#if AXES > 2
  WALK(3) WALK(2)
#endif
#if AXES > 1
  WALK(1)
#endif
  return at + n * x_strides(0);
}
