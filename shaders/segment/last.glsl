// The position of the last index that names each segment, -1 where none does; `links` are those of
// joining/links.glsl.
int value(int segment) {
  int last = -1;
  int i = links_at(segment);
  for (int n = 0; n < count && i >= 0; n++) {
    last = i;
    i = links_at(heads + i);
  }
  return last;
}
#include "prelude/lanes.glsl"
