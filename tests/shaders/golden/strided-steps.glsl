#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
#define SHADER_NAME movement_strided
#define AXES 1
#define LANE 1
#define T float
#define T4 vec4
#define Y float
#define Y4 vec4
uniform ivec4 params[3];
#define x_shift (params[0].x)
#define x_mask (params[0].y)
#define y_shift (params[0].z)
#define offset (params[0].w)
#define dims(i) (params[(4 + (i)) >> 2][(4 + (i)) & 3])
#define inverses(i) intBitsToFloat(params[(5 + (i)) >> 2][(5 + (i)) & 3])
#define x_strides(i) (params[(6 + (i)) >> 2][(6 + (i)) & 3])
#define y_texels (params[1].w)
#define y_inverse intBitsToFloat(params[2].x)
#define x_jump (params[2].y)
uniform highp sampler2D x_texture;
vec4 x_texel(int t) { return texelFetch(x_texture, ivec2(t & x_mask, t >> x_shift), 0); }
float x_at(int e) { return x_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp vec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// y[c] = x[offset + sum of c(d) * x_strides(d)]: transpose, slices, flips, broadcasting, tiles.
//   TEXELS  y's texels are texels of x; the walk is over them
// else y's rows start on texels, the walk is over the rows, and the four neighbours in a texel are, in x,
//   LANE    whole texels apart, x_jump of them: the same lane of four
//   RUN     side by side, forwards or backwards (x_step is 1 or -1)
//   SPREAD  x_step elements apart, beginning again after each x_cols
// or y lies flat: then the walk is over its elements.
#line 1 2
// offset + sum of c(d) * x_strides(d), where c are the coordinates of the n-th place, in row-major order,
// of AXES axes of sizes dims(d); inverses(d) are 1 / dims(d). Without a loop, which on a software
// GPU costs more than the divisions in it.
#line 1 3
// (number / by, number mod by) of number >= 0, with 1 / by given: most machines' vectors have no integer
// division. The float's quotient is off by one at most, for numbers that a float counts exactly.
ivec2 divided(int number, int by, float by_inverse) {
#ifdef FAR
  int times = number / by;
  return ivec2(times, number - times * by);
#else
  int times = int(float(number) * by_inverse);
  int left = number - times * by;
  int off = left < 0 ? -1 : left >= by ? 1 : 0;
  return ivec2(times + off, left - off * by);
#endif
}
#line 5 2
#define WALK(d) { \
  ivec2 q = divided(n, dims(d), inverses(d)); \
  at += q.y * x_strides(d); \
  n = q.x; \
}
int walk(int n) {
  int at = offset;
#if AXES > 6
  WALK(11) WALK(10) WALK(9) WALK(8) WALK(7) WALK(6)
#endif
#if AXES > 4
  WALK(5) WALK(4)
#endif
#if AXES > 2
  WALK(3) WALK(2)
#endif
#if AXES > 1
  WALK(1)
#endif
  return at + n * x_strides(0);
}
#line 9 1
#line 1 4
// Four neighbours that begin in `lane` of p and go on in q.
T4 run(T4 p, T4 q, int lane) {
  T4 low = lane == 0 ? p : T4(p.yzw, q.x);
  T4 high = lane == 2 ? T4(p.zw, q.xy) : T4(p.w, q.xyz);
  return lane < 2 ? low : high;
}

// The same lane of four texels.
T4 across(T4 a, T4 b, T4 c, T4 d, int lane) {
  T4 low = lane == 0 ? T4(a.x, b.x, c.x, d.x) : T4(a.y, b.y, c.y, d.y);
  T4 high = lane == 2 ? T4(a.z, b.z, c.z, d.z) : T4(a.w, b.w, c.w, d.w);
  return lane < 2 ? low : high;
}
#line 10 1
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
