#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
#define SHADER_NAME create_fill
#define T int
#define T4 ivec4
#define Y int
#define Y4 ivec4
uniform ivec4 params[1];
#define y_shift (params[0].x)
#define fill (params[0].y)
layout(location = 0) out highp ivec4 y;
int out_texel() { return (int(gl_FragCoord.y) << y_shift) | int(gl_FragCoord.x); }
#line 1 1
// The same number everywhere.
void main() { y = Y4(fill); }
