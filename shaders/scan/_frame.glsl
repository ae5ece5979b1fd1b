// Running folds along an axis of `size` places, cut into chunks: place k folds its chunk's part of x
// from the end that `way` (1 or -1) starts at up to k, or, if exclusive, to the place before. With BASE
// what came before the chunk is added. An op file gives `T identity()` and `T combine(T a, T b)`.
//   LAST    the axis is a row of `cols` elements; size and chunk count texels
//   TEXELS  the same place of four neighbouring lines at once
T4 combine4(T4 a, T4 b) {
  return T4(combine(a.x, b.x), combine(a.y, b.y), combine(a.z, b.z), combine(a.w, b.w));
}
#ifdef LAST
T4 masked(int row, int c) {
  T4 v = x_texel(row * size + c);
  int left = cols - c * 4;
  return T4(v.x, left > 1 ? v.y : identity(), left > 2 ? v.z : identity(),
            left > 3 ? v.w : identity());
}
void main() {
  int t = out_texel();
  int row = t / size;
  int c = t - row * size;
  int part = c / chunk;
  T4 acc = T4(identity());
  if (way > 0) {
    for (int k = part * chunk; k < c; k++) acc = combine4(acc, x_texel(row * size + k));
  } else {
    for (int k = min((part + 1) * chunk, size) - 1; k > c; k--) acc = combine4(acc, masked(row, k));
  }
  T before = combine(combine(acc.x, acc.y), combine(acc.z, acc.w));
#ifdef BASE
  before = combine(base_at(row * base_stride + part), before);
#endif
  T4 v = masked(row, c);
  if (way < 0) v = v.wzyx;
  v.x = combine(before, v.x);
  v.y = combine(v.x, v.y);
  v.z = combine(v.y, v.z);
  v.w = combine(v.z, v.w);
  if (exclusive == 1) v = T4(before, v.xyz);
  y = way < 0 ? v.wzyx : v;
}
#else
#ifdef TEXELS
#define V T4
#define X x_texel
#define JOIN combine4
#else
#define V T
#define X x_at
#define JOIN combine
#endif
// The fold of place k, which lies at `at`, without its base; the next place is `stride` further.
V folded(int k, int at) {
  int first = k / chunk * chunk;
  int from = way > 0 ? first : min(first + chunk, size) - 1;
  int count = abs(k - from) + 1 - exclusive;
  at += (from - k) * stride;
  V acc = V(identity());
  for (int j = 0; j < count; j++, at += way * stride) acc = JOIN(acc, X(at));
  return acc;
}
#ifdef TEXELS
void main() {
  int t = out_texel();
  int line = t / stride;
  int outer = line / size;
  int k = line - outer * size;
  y = folded(k, t);
#ifdef BASE
  y = combine4(base_texel((outer * parts + k / chunk) * stride + t - line * stride), y);
#endif
}
#else
Y value(int index) {
  int row = index / y_cols;
  int line = index / inner;
  int outer = line / size;
  int k = line - outer * size;
  T v = folded(k, row * y_stride + index - row * y_cols);
#ifdef BASE
  int at = (outer * parts + k / chunk) * inner + index - line * inner;
  v = combine(base_at(at / base_cols * base_stride + at % base_cols), v);
#endif
  return v;
}
#include "prelude/lanes.glsl"
#endif
#endif
