// The same elements in row-major order, under a shape whose rows lie otherwise: y_cols elements of each
// y_texels hold some. Four neighbours cross the end of a row of x once at most; where x has no gaps,
// it counts as one row.
#include "prelude/divide.glsl"
void main() {
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  ivec2 from = divided(place.x * y_cols + place.y * 4, x_cols, x_inverse);
  ivec4 c = from.y + ivec4(0, 1, 2, 3);
  ivec4 at = from.x * x_stride + c + ivec4(greaterThanEqual(c, ivec4(x_cols))) * (x_stride - x_cols);
  y = Y4(x_at(at.x), x_at(at.y), x_at(at.z), x_at(at.w));
}
