// Four rows of y at once, one to a layer: the four lanes of texels of x. The walk is over groups of four
// rows, and neighbours in a row of y are x_jump texels of x apart.
#include "prelude/walk.glsl"
void main() {
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  int t = (walk(place.x) >> 2) + place.y * 4 * x_jump;
  T4 a = x_texel(t), b = x_texel(t + x_jump), c = x_texel(t + 2 * x_jump), d = x_texel(t + 3 * x_jump);
  y0 = T4(a.x, b.x, c.x, d.x);
  y1 = T4(a.y, b.y, c.y, d.y);
  y2 = T4(a.z, b.z, c.z, d.z);
  y3 = T4(a.w, b.w, c.w, d.w);
}
