// Row R * q + r of y is row q of layer r of `parts`, per matrix of `rows` rows cut into `blocks`.
#include "prelude/divide.glsl"
void main() {
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  ivec2 line = divided(place.x, rows, rows_inverse);
  int q = line.y >> (R > 4 ? 3 : 2);  // no vector divides, not even by R
  y = parts_texel(line.y - q * R, (line.x * blocks + q) * y_texels + place.y);
}
