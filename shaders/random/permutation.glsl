// The numbers 0 … count-1 in random order, each found without the others: swap or not (Hoang, Morris,
// Rogaway 2012). A round pairs every number with that which makes a random sum with it, and a random
// bit of the pair says whether the two trade places.
#include "prelude/random.glsl"

uint stirred(uint x) {  // MurmurHash3's last step
  x ^= x >> 16;
  x *= 0x85ebca6bu;
  x ^= x >> 13;
  x *= 0xc2b2ae35u;
  return x ^ (x >> 16);
}

uint round_of(uvec4 random, uint x) {
  uint n = uint(count);
  uint sum = random.x % n;
  uint other = sum >= x ? sum - x : sum + n - x;
  uint pair = max(x, other);
  uint bit = stirred(stirred(pair ^ random.y) + random.z) >> 31;
  return bit == 1u ? other : x;
}

void main() {
  ivec4 held = state_texel(0);
  uvec2 key = threefry(uvec2(held.xy), uvec2(call, held.z));
  uint e = 4u * uint(out_texel());
  uvec4 x = min(uvec4(e, e + 1u, e + 2u, e + 3u), uvec4(uint(count) - 1u));
  for (uint turn = 0u; turn < uint(rounds); turn++) {
    uvec4 random = uvec4(threefry(key, uvec2(turn, 0u)), threefry(key, uvec2(turn, 1u)));
    x = uvec4(round_of(random, x.x), round_of(random, x.y), round_of(random, x.z),
              round_of(random, x.w));
  }
  y = ivec4(x);
}
