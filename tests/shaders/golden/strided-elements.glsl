#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
#define SHADER_NAME movement_strided
#define T float
#define T4 vec4
#define Y float
#define Y4 vec4
uniform ivec4 params[5];
#define x_shift (params[0].x)
#define x_mask (params[0].y)
#define y_shift (params[0].z)
#define rank (params[0].w)
#define dims(i) (params[(4 + (i)) >> 2][(4 + (i)) & 3])
#define x_strides(i) (params[(10 + (i)) >> 2][(10 + (i)) & 3])
#define offset (params[4].x)
#define y_cols (params[4].y)
#define y_stride (params[4].z)
uniform highp sampler2D x_texture;
vec4 x_texel(int t) { return texelFetch(x_texture, ivec2(t & x_mask, t >> x_shift), 0); }
float x_at(int e) { return x_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp vec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// y[c] = x[offset + sum of c(d) * x_strides(d)]: transpose, slices, flips, broadcasting, new layouts.
// dims(d) are y's axes, the last one last. With ROWS four neighbours of y are one texel of x; with
// STEPS y's rows start on texels, and four neighbours are `x_step` elements of x apart: one walk finds
// them all. In whole texels (TEXELS) they are the same lane of four.
int source(int index) {
  int at = offset;
  for (int d = rank - 1; d >= 0; d--) {
    int above = index / dims(d);
    at += (index - above * dims(d)) * x_strides(d);
    index = above;
  }
  return at;
}
#if defined(ROWS) || defined(STEPS)
// The same for the beginning of a row of y: neither the last axis nor the first takes a division.
int source_of_row(int row) {
  int at = offset;
  for (int d = rank - 2; d > 0; d--) {
    int above = row / dims(d);
    at += (row - above * dims(d)) * x_strides(d);
    row = above;
  }
  return at + row * x_strides(0);
}
#endif
#if defined(ROWS)
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  int col = t - row * (y_stride >> 2);
  y = x_texel((source_of_row(row) >> 2) + col);
}
#elif defined(STEPS)
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  int col = (t - row * (y_stride >> 2)) * 4;
  // Lanes beyond the row's end repeat its last element.
  ivec4 at = source_of_row(row) + min(ivec4(col, col + 1, col + 2, col + 3), y_cols - 1) * x_step;
#ifdef TEXELS
  int lane = at.x & 3;
  at >>= 2;
  T4 a = x_texel(at.x), b = x_texel(at.y), c = x_texel(at.z), d = x_texel(at.w);
  T4 low = lane == 0 ? T4(a.x, b.x, c.x, d.x) : T4(a.y, b.y, c.y, d.y);
  T4 high = lane == 2 ? T4(a.z, b.z, c.z, d.z) : T4(a.w, b.w, c.w, d.w);
  y = lane < 2 ? low : high;
#else
  y = Y4(x_at(at.x), x_at(at.y), x_at(at.z), x_at(at.w));
#endif
}
#else
Y value(int index) { return x_at(source(index)); }
#line 1 2
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
#line 54 1
#endif
