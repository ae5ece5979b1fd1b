// Counter-based random bits: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw 2011,
// "Parallel random numbers: as easy as 1, 2, 3"). The same numbers on every device, since all of it
// is unsigned integers. The key is (seed, call); the counter is (word, step).
uint rotated(uint x, int by) { return (x << by) | (x >> (32 - by)); }

uvec2 four_rounds(uvec2 x, ivec4 by) {
  x.x += x.y; x.y = rotated(x.y, by.x) ^ x.x;
  x.x += x.y; x.y = rotated(x.y, by.y) ^ x.x;
  x.x += x.y; x.y = rotated(x.y, by.z) ^ x.x;
  x.x += x.y; x.y = rotated(x.y, by.w) ^ x.x;
  return x;
}

uvec2 threefry(uvec2 key, uvec2 counter) {
  const ivec4 even = ivec4(13, 15, 26, 6);
  const ivec4 odd = ivec4(17, 29, 16, 24);
  uint parity = 0x1BD11BDAu ^ key.x ^ key.y;
  uvec2 x = counter + key;
  x = four_rounds(x, even) + uvec2(key.y, parity + 1u);
  x = four_rounds(x, odd) + uvec2(parity, key.x + 2u);
  x = four_rounds(x, even) + uvec2(key.x, key.y + 3u);
  x = four_rounds(x, odd) + uvec2(key.y, parity + 4u);
  return four_rounds(x, even) + uvec2(parity, key.x + 5u);
}

// Four random words for this fragment. `state` holds (seed, seed, step); `call` tells apart the
// draws of one step.
uvec4 random_words() {
  ivec4 held = state_texel(0);
  uvec2 key = uvec2(held.xy);
  uvec2 counter = uvec2(call, held.z);
  uvec4 words = uvec4(0u);
  // First the key of this draw, then two words by it, and two more: one copy of the rounds.
  for (uint i = 0u; i < 3u; i++) {
    uvec2 made = threefry(key, counter);
    if (i == 0u) key = made;
    words = uvec4(words.zw, made);
    counter = uvec2(2u * uint(out_texel()) + i, 0u);
  }
  return words;
}

// Multiples of 2^-24 in [0, 1).
vec4 random_units() { return vec4(random_words() >> 8) * 5.9604644775390625e-8; }
