// y[c] = x[offset + sum of c(d) * x_strides(d)]: transpose, slices, flips, broadcasting, tiles.
//   TEXELS  y's texels are texels of x; the walk is over them
// else y's rows start on texels, the walk is over the rows, and the four neighbours in a texel are, in x,
//   LANE    whole texels apart, x_jump of them: the same lane of four
//   RUN     side by side, forwards or backwards (x_step is 1 or -1)
//   SPREAD  x_step elements apart, beginning again after each x_cols
// or y lies flat: then the walk is over its elements.
#include "prelude/walk.glsl"
#include "prelude/lane.glsl"
#ifdef TEXELS
void main() { y = x_texel(walk(out_texel())); }
#elif defined(LANE) || defined(RUN) || defined(SPREAD)
// What lies in lanes past the end of a row of y does not matter.
void main() {
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  int at = walk(place.x);
#if defined(LANE)
  int t = (at >> 2) + place.y * 4 * x_jump;
  y = across(x_texel(t), x_texel(t + x_jump), x_texel(t + 2 * x_jump), x_texel(t + 3 * x_jump), at & 3);
#elif defined(RUN)
  at += place.y * 4 * x_step - (x_step < 0 ? 3 : 0);
  T4 v = run(x_texel(at >> 2), x_texel((at >> 2) + 1), at & 3);
  y = x_step < 0 ? v.wzyx : v;
#else
  ivec4 c = divided(place.y * 4, x_cols, x_inverse).y + ivec4(0, 1, 2, 3);
  c -= x_cols * (ivec4(greaterThanEqual(c, ivec4(x_cols))) +
                 ivec4(greaterThanEqual(c, ivec4(2 * x_cols))) +
                 ivec4(greaterThanEqual(c, ivec4(3 * x_cols))));
  c = at + c * x_step;
  y = Y4(x_at(c.x), x_at(c.y), x_at(c.z), x_at(c.w));
#endif
}
#else
void main() {
  int e = out_texel() * 4;
  y = Y4(x_at(walk(e)), x_at(walk(e + 1)), x_at(walk(e + 2)), x_at(walk(e + 3)));
}
#endif
