#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
#define SHADER_NAME movement_reorder
#define T float
#define T4 vec4
#define Y float
#define Y4 vec4
uniform ivec4 params[3];
#define x_shift (params[0].x)
#define x_mask (params[0].y)
#define y_shift (params[0].z)
#define y_texels (params[0].w)
#define y_inverse intBitsToFloat(params[1].x)
#define y_cols (params[1].y)
#define x_inverse intBitsToFloat(params[1].z)
#define x_cols (params[1].w)
#define x_stride (params[2].x)
uniform highp sampler2D x_texture;
vec4 x_texel(int t) { return texelFetch(x_texture, ivec2(t & x_mask, t >> x_shift), 0); }
float x_at(int e) { return x_texel(e >> 2)[e & 3]; }
layout(location = 0) out highp vec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// The same elements in row-major order, under a shape whose rows lie otherwise: y_cols elements of each
// y_texels hold some. Four neighbours cross the end of a row of x once at most; where x has no gaps,
// it counts as one row.
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
#line 5 1
void main() {
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  ivec2 from = divided(place.x * y_cols + place.y * 4, x_cols, x_inverse);
  ivec4 c = from.y + ivec4(0, 1, 2, 3);
  ivec4 at = from.x * x_stride + c + ivec4(greaterThanEqual(c, ivec4(x_cols))) * (x_stride - x_cols);
  y = Y4(x_at(at.x), x_at(at.y), x_at(at.z), x_at(at.w));
}
