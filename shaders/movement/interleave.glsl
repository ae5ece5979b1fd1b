// Row R * q + r of y is row q of y<r>, per matrix of `rows` rows that were cut into `blocks`.
#include "prelude/divide.glsl"
void main() {
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  ivec2 line = divided(place.x, rows, rows_inverse);
  int q = line.y / R;  // a power of two
  int at = (line.x * blocks + q) * y_texels + place.y;
  int r = line.y - q * R;
#if R > 4
  if (r < 4) {
    if (r < 2) y = r == 0 ? y0_texel(at) : y1_texel(at);
    else y = r == 2 ? y2_texel(at) : y3_texel(at);
  } else {
    if (r < 6) y = r == 4 ? y4_texel(at) : y5_texel(at);
    else y = r == 6 ? y6_texel(at) : y7_texel(at);
  }
#else
  if (r < 2) y = r == 0 ? y0_texel(at) : y1_texel(at);
  else y = r == 2 ? y2_texel(at) : y3_texel(at);
#endif
}
