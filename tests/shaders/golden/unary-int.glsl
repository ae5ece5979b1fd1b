#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
#define SHADER_NAME unary_neg
#define T int
#define T4 ivec4
#define Y int
#define Y4 ivec4
uniform ivec4 params[1];
#define x_shift (params[0].x)
#define x_mask (params[0].y)
#define y_shift (params[0].z)
uniform highp isampler2D x_texture;
ivec4 x_texel(int t) { return texelFetch(x_texture, ivec2(t & x_mask, t >> x_shift), 0); }
int x_at(int e) { return x_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp ivec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// -x
Y op(T x) { return -x; }
#line 1 2
// y[i] = op(x[i]); both lie alike, so texel by texel.
void main() {
  T4 v = x_texel(out_texel());
  y = Y4(op(v.x), op(v.y), op(v.z), op(v.w));
}
