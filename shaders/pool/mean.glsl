// The mean of those elements of a window that lie inside the image.
#include "prelude/windows.glsl"
P pooled(ivec3 at, int c) {
  ivec2 rows = inside(at.y, 0);
  ivec2 columns = inside(at.z, 1);
  P sum = P(0.0);
  for (int i = rows.x; i < rows.y; i++) {
    int line = at.x * source(0) + begin(at.y, 0) + i * dilation(0);
    for (int j = columns.x; j < columns.y; j++) {
      sum += A(line * source(1) + begin(at.z, 1) + j * dilation(1), c);
    }
  }
  return sum / float((rows.y - rows.x) * (columns.y - columns.x));
}
