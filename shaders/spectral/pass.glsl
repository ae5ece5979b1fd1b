// One pass of a Fourier transform along rows (Stockham's, which leaves the order right): in runs of
// span = before * radix, y[k] = sum over r < radix of x[j + r * step] * w^(r * rem), where
// rem = k mod span, j = k / span * before + rem mod before, w = e^(-2 pi i / span).
// The sum has two levels, r = b + outer * a: w^(outer * rem) by Horner's rule in at most five steps,
// w^(b * rem) each exactly, so that rounding errors do not add up.
//   TEXELS  four neighbours of y have four neighbours of x, a texel
//   SHARED  they have the same element (the first pass, where before is 1)
//   REAL    the imaginary part of x is 0
#include "prelude/turns.glsl"

#if defined(TEXELS)
#define FETCH(texel, one) texel(at.x >> 2)
#elif defined(SHARED)
#define FETCH(texel, one) vec4(one(at.x))
#else
#define FETCH(texel, one) vec4(one(at.x), one(at.y), one(at.z), one(at.w))
#endif

void main() {
  ivec4 element = out_texel() * 4 + ivec4(0, 1, 2, 3);
  ivec4 row = element / stride;
  ivec4 k = min(element - row * stride, points - 1);
  ivec4 run = k / span;
  ivec4 rem = k - run * span;
  ivec4 start = row * stride + run * before + rem % before;
  vec4 uc, us;
  turn(rem * outer % span, span, uc, us);
  vec4 re = vec4(0.0), im = vec4(0.0);
  ivec4 part = ivec4(0);
  for (int i = 0; i < outer; i++) {
    vec4 sum_re = vec4(0.0), sum_im = vec4(0.0);
    for (int j = inner - 1; j >= 0; j--) {
      ivec4 at = start + (j * outer + i) * step;
      vec4 turned = sum_re * uc + sum_im * us;
      sum_im = sum_im * uc - sum_re * us;
      sum_re = turned + FETCH(a_texel, a_at);
#ifndef REAL
      sum_im += FETCH(b_texel, b_at);
#endif
    }
    vec4 c, s;
    turn(part, span, c, s);
    re += sum_re * c + sum_im * s;
    im += sum_im * c - sum_re * s;
    part += rem;
    part -= span * ivec4(greaterThanEqual(part, ivec4(span)));
  }
  y = re * scale;
  z = im * scale;
}
