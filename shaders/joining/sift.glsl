// The chains of joining/links.glsl for single numbers, found along those for buckets in `coarse`,
// whose heads are [batch, buckets].
int value(int e) {
  bool head = e < heads;
  int batch = e / size;
  int wanted = head ? e - batch * size : indices_at(e - heads);
  int i = coarse_at(head ? batch * buckets + wanted / width : coarse_heads + e - heads);
  for (int n = 0; n < count && i >= 0; n++) {
    if (indices_at(i) == wanted) return i;
    i = coarse_at(coarse_heads + i);
  }
  return -1;
}
#include "prelude/lanes.glsl"
