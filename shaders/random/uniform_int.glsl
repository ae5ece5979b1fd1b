// Whole numbers in [low, low + count): the high word of a random word times `count`, whose bias is
// below count / 2^32. A count of 0 stands for 2^32.
#include "prelude/random.glsl"
uint high_product(uint a, uint b) {
  if (b == 0u) return a;
  uint a1 = a >> 16, a0 = a & 0xFFFFu, b1 = b >> 16, b0 = b & 0xFFFFu;
  uint middle = a1 * b0 + ((a0 * b0) >> 16);
  return a1 * b1 + (middle >> 16) + ((a0 * b1 + (middle & 0xFFFFu)) >> 16);
}

void main() {
  uvec4 w = random_words();
  uint n = uint(count);
  y = low + ivec4(high_product(w.x, n), high_product(w.y, n), high_product(w.z, n),
                  high_product(w.w, n));
}
