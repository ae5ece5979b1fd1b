#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
#define SHADER_NAME movement_reorder
#define STEPS 1
#define T float
#define T4 vec4
#define Y float
#define Y4 vec4
uniform ivec4 params[2];
#define x_shift (params[0].x)
#define x_mask (params[0].y)
#define y_shift (params[0].z)
#define x_cols (params[0].w)
#define x_stride (params[1].x)
#define y_cols (params[1].y)
#define y_stride (params[1].z)
uniform highp sampler2D x_texture;
vec4 x_texel(int t) { return texelFetch(x_texture, ivec2(t & x_mask, t >> x_shift), 0); }
float x_at(int e) { return x_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp vec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// The same elements in row-major order, under a shape whose rows lie otherwise. With STEPS y's rows
// start on texels, and one division finds all four neighbours, where they cross a row of x too.
#ifdef STEPS
int row, col;
T following() {
  T v = x_at(row * x_stride + col);
  col++;
  if (col == x_cols) {
    col = 0;
    row++;
  }
  return v;
}

void main() {
  int t = out_texel();
  int above = t / (y_stride >> 2);
  int index = above * y_cols + (t - above * (y_stride >> 2)) * 4;
  row = index / x_cols;
  col = index - row * x_cols;
  y.x = following();
  y.y = following();
  y.z = following();
  y.w = following();
}
#else
Y value(int index) {
  int row = index / x_cols;
  return x_at(row * x_stride + index - row * x_cols);
}
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
#line 32 1
#endif
