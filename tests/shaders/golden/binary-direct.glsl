#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
#define SHADER_NAME binary_add
#define DIRECT 1
#define T float
#define T4 vec4
#define Y float
#define Y4 vec4
uniform ivec4 params[2];
#define a_shift (params[0].x)
#define a_mask (params[0].y)
#define b_shift (params[0].z)
#define b_mask (params[0].w)
#define y_shift (params[1].x)
#define a_step (params[1].y)
#define b_step (params[1].z)
uniform highp sampler2D a_texture;
vec4 a_texel(int t) { return texelFetch(a_texture, ivec2(t & a_mask, t >> a_shift), 0); }
float a_at(int e) { return a_texel(e >> 2)[e & 3]; }
uniform highp sampler2D b_texture;
vec4 b_texel(int t) { return texelFetch(b_texture, ivec2(t & b_mask, t >> b_shift), 0); }
float b_at(int e) { return b_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp vec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// a + b
Y op(T a, T b) { return a + b; }
#line 1 2
// y = op(a, b) with broadcasting, in one of three ways:
//   DIRECT    each input lies like y (step 1) or is one element (step 0)
//   ROWS      rows of y start on texels; an input's row is found by strides, then read texel by
//             texel (step 1) or is one element (step 0)
//   neither   element by element, by strides
// rank, dims(d) and strides are those of y's axes before the last, joined where possible.
#ifdef DIRECT
void main() {
  int t = out_texel();
  T4 u = a_texel(t * a_step), v = b_texel(t * b_step);
  u = a_step == 1 ? u : T4(u.x);
  v = b_step == 1 ? v : T4(v.x);
  y = Y4(op(u.x, v.x), op(u.y, v.y), op(u.z, v.z), op(u.w, v.w));
}
#else
ivec2 row_offsets(int row) {
  ivec2 at = ivec2(0);
  for (int d = rank - 1; d > 0; d--) {
    int above = row / dims(d);
    at += (row - above * dims(d)) * ivec2(a_strides(d), b_strides(d));
    row = above;
  }
  return at + row * ivec2(a_strides(0), b_strides(0));
}
#ifdef ROWS
void main() {
  int t = out_texel();
  int row = t / (y_stride >> 2);
  int col = t - row * (y_stride >> 2);
  ivec2 at = row_offsets(row);
  T4 u = a_texel((at.x >> 2) + col * a_step), v = b_texel((at.y >> 2) + col * b_step);
  u = a_step == 1 ? u : T4(u[at.x & 3]);
  v = b_step == 1 ? v : T4(v[at.y & 3]);
  y = Y4(op(u.x, v.x), op(u.y, v.y), op(u.z, v.z), op(u.w, v.w));
}
#else
Y value(int index) {
  int row = index / y_cols;
  int col = index - row * y_cols;
  ivec2 at = row_offsets(row);
  return op(a_at(at.x + col * a_step), b_at(at.y + col * b_step));
}
#line 1 3
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
#line 44 2
#endif
#endif
