// One place for each row of indices on `depth` axes of sizes dims(d), in row-major order; -1 where an
// index is out of range.
int value(int row) {
  int place = 0;
  for (int d = 0; d < depth; d++) {
    int i = x_at(row * x_stride + d);
    if (i < 0 || i >= dims(d)) return -1;
    place = place * dims(d) + i;
  }
  return place;
}
#include "prelude/lanes.glsl"
