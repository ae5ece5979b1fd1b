#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
#define SHADER_NAME movement_place
#define AXES 1
#define ROWS 1
#define T float
#define T4 vec4
#define Y float
#define Y4 vec4
uniform ivec4 params[4];
#define x_shift (params[0].x)
#define x_mask (params[0].y)
#define y_shift (params[0].z)
#define fill intBitsToFloat(params[0].w)
#define dims(i) (params[(4 + (i)) >> 2][(4 + (i)) & 3])
#define inverses(i) intBitsToFloat(params[(5 + (i)) >> 2][(5 + (i)) & 3])
#define x_strides(i) (params[(6 + (i)) >> 2][(6 + (i)) & 3])
#define begins(i) (params[(7 + (i)) >> 2][(7 + (i)) & 3])
#define x_dims(i) (params[(8 + (i)) >> 2][(8 + (i)) & 3])
#define y_texels (params[2].y)
#define y_inverse intBitsToFloat(params[2].z)
#define x_begin (params[2].w)
#define x_cols (params[3].x)
uniform highp sampler2D x_texture;
vec4 x_texel(int t) { return texelFetch(x_texture, ivec2(t & x_mask, t >> x_shift), 0); }
float x_at(int e) { return x_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp vec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// y is `fill` everywhere but from begins(d) on, along each axis, where it is x: pad, and the gradient of
// slicing. As in prelude/walk.glsl, with the sizes of x too.
//   TEXELS  texels of y are texels of x or `fill`; the walk is over them
//   ROWS    rows of y start on texels; the walk is over the rows
//   else    element by element; x's neighbours may be steps(d) apart in y
#line 1 2
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
#line 7 1
#line 1 3
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
#line 8 1
#if defined(TEXELS) || defined(ROWS)
#define ENTER(d, at_d) { \
  int c = at_d - begins(d); \
  at += c * x_strides(d); \
  outside |= c | (x_dims(d) - 1 - c); \
}
#define WALK(d) { \
  ivec2 q = divided(n, dims(d), inverses(d)); \
  ENTER(d, q.y) \
  n = q.x; \
}
// Where in x the n-th place is; `outside` becomes negative if it is not in x.
int walk(int n, out int outside) {
  int at = 0;
  outside = 0;
#if AXES > 4
  WALK(5) WALK(4)
#endif
#if AXES > 2
  WALK(3) WALK(2)
#endif
#if AXES > 1
  WALK(1)
#endif
  ENTER(0, n)
  return at;
}

void main() {
  int outside;
#ifdef TEXELS
  Y4 v = x_texel(walk(out_texel(), outside));
  y = outside < 0 ? Y4(fill) : v;
#else
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  int first = place.y * 4 - x_begin;
  int at = walk(place.x, outside) + first;
  Y4 v = run(x_texel(at >> 2), x_texel((at >> 2) + 1), at & 3);
  ivec4 c = first + ivec4(0, 1, 2, 3);
  c = outside | c | (x_cols - 1 - c);
  y = Y4(c.x < 0 ? fill : v.x, c.y < 0 ? fill : v.y, c.z < 0 ? fill : v.z, c.w < 0 ? fill : v.w);
#endif
}
#else
Y value(int index) {
  int at = 0;
  bool inside = true;
  for (int d = rank - 1; d >= 0; d--) {
    int above = index / dims(d);
    int from = index - above * dims(d) - begins(d);
    int c = from / steps(d);
    inside = inside && c * steps(d) == from && c >= 0 && c < x_dims(d);
    at += c * x_strides(d);
    index = above;
  }
  // A select would still read; outside x the address is clamped to element 0.
  Y v = x_at(inside ? at : 0);
  return inside ? v : fill;
}
#line 1 4
// main() for kernels that compute one element at a time: they define `Y value(int index)`, where
// index counts the output's elements in row-major order. Needs y_cols and y_stride.
Y lane(int element) {
  int row = element / y_stride;
  // Lanes beyond the row's end repeat its last element, so that no kernel reads out of bounds.
  return value(row * y_cols + min(element - row * y_stride, y_cols - 1));
}

void main() {
  int element = out_texel() * 4;
  y = Y4(lane(element), lane(element + 1), lane(element + 2), lane(element + 3));
}
#line 68 1
#endif
