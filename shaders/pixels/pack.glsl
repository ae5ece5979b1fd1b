// The four bytes of each pixel of an image as one int: red lowest.
#include "prelude/colour.glsl"
Y value(int index) {
  ivec4 c = colour(index);
  return c.x | c.y << 8 | c.z << 16 | c.w << 24;
}
#include "prelude/lanes.glsl"
