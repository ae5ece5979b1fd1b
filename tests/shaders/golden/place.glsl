#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
#define SHADER_NAME movement_place
#define T float
#define T4 vec4
#define Y float
#define Y4 vec4
uniform ivec4 params[10];
#define x_shift (params[0].x)
#define x_mask (params[0].y)
#define y_shift (params[0].z)
#define rank (params[0].w)
#define dims(i) (params[(4 + (i)) >> 2][(4 + (i)) & 3])
#define x_dims(i) (params[(10 + (i)) >> 2][(10 + (i)) & 3])
#define x_strides(i) (params[(16 + (i)) >> 2][(16 + (i)) & 3])
#define begin(i) (params[(22 + (i)) >> 2][(22 + (i)) & 3])
#define steps(i) (params[(28 + (i)) >> 2][(28 + (i)) & 3])
#define fill intBitsToFloat(params[8].z)
#define y_cols (params[8].w)
#define y_stride (params[9].x)
uniform highp sampler2D x_texture;
vec4 x_texel(int t) { return texelFetch(x_texture, ivec2(t & x_mask, t >> x_shift), 0); }
float x_at(int e) { return x_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp vec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// y is `fill` everywhere but at begin(d) + step(d) * c(d), where it is x[c]: pad, and the gradient
// of slicing.
Y value(int index) {
  int at = 0;
  bool inside = true;
  for (int d = rank - 1; d >= 0; d--) {
    int above = index / dims(d);
    int from = index - above * dims(d) - begin(d);
    int c = from / steps(d);
    inside = inside && c * steps(d) == from && c >= 0 && c < x_dims(d);
    at += c * x_strides(d);
    index = above;
  }
  // A select would still read; outside x the address is clamped to element 0.
  Y v = x_at(inside ? at : 0);
  return inside ? v : fill;
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
#line 19 1
