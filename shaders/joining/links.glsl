// Chains of indices that fall into one bucket, `width` numbers wide, so that nothing need be searched
// twice. `indices` is [batch, count] without gaps; y holds, first, for each of [batch, size] buckets
// the position of the first index in it, then for each of [batch, count] that of the next index in
// the same bucket; -1 where there is none.
int value(int e) {
  bool head = e < heads;
  int from = head ? e / size * count : e - heads;
  int wanted = head ? e - e / size * size : indices_at(from) / width;
  int end = head ? from + count : (from / count + 1) * count;
  int first = head ? from : from + 1;
  for (int t = first >> 2; t * 4 < end; t++) {
    bvec4 hit = equal(indices_texel(t) / width, ivec4(wanted));
    if (!any(hit)) continue;
    for (int i = max(first, t * 4); i < min(end, t * 4 + 4); i++) {
      if (hit[i & 3]) return i;
    }
  }
  return -1;
}
#include "prelude/lanes.glsl"
