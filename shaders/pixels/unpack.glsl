// A picture as an image: `pixels` has one pixel a texel, `row_pixels` of them in a row. WHOLE: numbers
// from 0 to 255, else from 0 to 1. DIRECT: four channels or three, so one pixel a texel here too.
vec4 pixel_at(int pixel) {
  int row = pixel / row_pixels;
  return texelFetch(pixels_texture, ivec2(pixel - row * row_pixels, row), 0);
}
#ifdef WHOLE
#define CONVERT(v) Y4((v) * 255.0 + 0.5)
#else
#define CONVERT(v) (v)
#endif
#ifdef DIRECT
void main() { y = CONVERT(pixel_at(min(out_texel(), count - 1))); }
#else
Y value(int index) {
  int pixel = index / y_cols;
  return CONVERT(pixel_at(pixel))[index - pixel * y_cols];
}
#include "prelude/lanes.glsl"
#endif
