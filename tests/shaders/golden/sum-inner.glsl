#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
#define SHADER_NAME reduce_sum
#define ROWS 1
#define T float
#define T4 vec4
#define Y float
#define Y4 vec4
uniform ivec4 params[3];
#define x_shift (params[0].x)
#define x_mask (params[0].y)
#define y_shift (params[0].z)
#define parts (params[0].w)
#define chunk (params[1].x)
#define y_cols (params[1].y)
#define y_stride (params[1].z)
#define length (params[1].w)
#define inner_rows (params[2].x)
#define x_cols (params[2].y)
#define x_stride (params[2].z)
uniform highp sampler2D x_texture;
vec4 x_texel(int t) { return texelFetch(x_texture, ivec2(t & x_mask, t >> x_shift), 0); }
float x_at(int e) { return x_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp vec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// a + b
T identity() { return T(0); }
T combine(T a, T b) { return a + b; }
#line 1 2
// Reduces runs of x; an op file gives `T identity()` and `T combine(T a, T b)`.
//   LAST   y[row, j] over x[row, j * chunk … ] along the last axis; texel by texel if ROWS
//   INNER  y[o, j, row, c] over x[o, k, row, c] for k in chunk j; texel by texel if ROWS
// SCALE multiplies the result by `scale`. A long run is folded in blocks, so that the rounding errors
// of a sum grow with the length of a block and the number of blocks, not with their product.
#define BLOCK 64
#ifdef SCALE
#define FINISH(v) ((v) * scale)
#else
#define FINISH(v) (v)
#endif
T4 combine4(T4 a, T4 b) {
  return T4(combine(a.x, b.x), combine(a.y, b.y), combine(a.z, b.z), combine(a.w, b.w));
}
#ifdef LAST
T4 first_lanes(T4 v, int count) {
  return T4(v.x, count > 1 ? v.y : identity(), count > 2 ? v.z : identity(), identity());
}
Y value(int index) {
  int row = index / parts;
  int from = (index - row * parts) * chunk;
  int to = min(from + chunk, x_cols);
  int start = row * x_stride;
#ifdef ROWS
  T4 acc = T4(identity());
  int t = (start + from) >> 2;
  int end = t + ((to - from + 3) >> 2);
  int rest = (to - from) & 3;
  while (t < end) {
    T4 part = T4(identity());
    for (int stop = min(t + BLOCK, end); t < stop; t++) {
      T4 v = x_texel(t);
      if (rest > 0 && t == end - 1) v = first_lanes(v, rest);
      part = combine4(part, v);
    }
    acc = combine4(acc, part);
  }
  return FINISH(combine(combine(acc.x, acc.y), combine(acc.z, acc.w)));
#else
  T acc = identity();
  for (int k = from; k < to;) {
    T part = identity();
    for (int end = min(k + BLOCK, to); k < end; k++) part = combine(part, x_at(start + k));
    acc = combine(acc, part);
  }
  return FINISH(acc);
#endif
}
#else
// Row of x where the run of a row of y begins; rows of one run are inner_rows apart.
int first_row(int row, out int count) {
  int block = row / inner_rows;
  int outer = block / parts;
  int from = (block - outer * parts) * chunk;
  count = min(chunk, length - from);
  return (outer * length + from) * inner_rows + row - block * inner_rows;
}
#ifdef ROWS
void main() {
  int row_texels = x_stride >> 2;
  int t = out_texel();
  int row = t / row_texels;
  int count;
  int at = first_row(row, count) * row_texels + t - row * row_texels;
  T4 acc = T4(identity());
  for (int k = 0; k < count;) {
    T4 part = T4(identity());
    for (int end = min(k + BLOCK, count); k < end; k++, at += inner_rows * row_texels)
      part = combine4(part, x_texel(at));
    acc = combine4(acc, part);
  }
  y = FINISH(acc);
}
#else
Y value(int index) {
  int row = index / x_cols;
  int count;
  int at = first_row(row, count) * x_stride + index - row * x_cols;
  T acc = identity();
  for (int k = 0; k < count;) {
    T part = identity();
    for (int end = min(k + BLOCK, count); k < end; k++, at += inner_rows * x_stride)
      part = combine(part, x_at(at));
    acc = combine(acc, part);
  }
  return FINISH(acc);
}
#endif
#endif
#if defined(LAST) || !defined(ROWS)
#line 1 3
// As prelude/lanes.glsl, for a `value` that is long: a loop that shifts the lanes in, so that one copy
// of it is compiled where four calls would be four. Where `value` is short the loop itself is dearer.
Y lane(int element) {
  int row = element / y_stride;
  return value(row * y_cols + min(element - row * y_stride, y_cols - 1));
}

void main() {
  int element = out_texel() * 4;
  Y4 lanes = Y4(0);
  for (int i = 0; i < 4; i++) lanes = Y4(lanes.yzw, lane(element + i));
  y = lanes;
}
#line 92 2
#endif
