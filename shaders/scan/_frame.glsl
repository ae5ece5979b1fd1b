// Running folds along an axis of `size` places. Place k folds, of x, `taps` places k - shift,
// k - shift - step, … as far as they are on the axis; drawn again with steps that are powers of taps,
// it covers everything up to k. A negative step runs from the axis's end. An op file gives
// `T identity()` and `T combine(T a, T b)`.
//   LAST    the axis is a row of texels: places are texels, of which one lane, `edge`, has all of its
//           texel; at first a texel is folded within itself, and shifted by a lane
//   TEXELS  the same place of four neighbouring lines at once
T4 combine4(T4 a, T4 b) {
  return T4(combine(a.x, b.x), combine(a.y, b.y), combine(a.z, b.z), combine(a.w, b.w));
}
#ifdef LAST
T4 masked(int row, int c) {
  if (c < 0 || c >= size) return T4(identity());
  T4 v = x_texel(row * size + c);
  int left = cols - c * 4;
  return T4(v.x, left > 1 ? v.y : identity(), left > 2 ? v.z : identity(),
            left > 3 ? v.w : identity());
}
T4 place(int row, int c) {
  if (first == 0) return x_texel(row * size + c);
  T4 v = masked(row, c);
  if (shift > 0) v = T4(masked(row, c - 1).w, v.xyz);
  if (shift < 0) v = T4(v.yzw, masked(row, c + 1).x);
  if (edge == 0) v = v.wzyx;
  v.y = combine(v.x, v.y);
  v.z = combine(v.y, v.z);
  v.w = combine(v.z, v.w);
  return edge == 0 ? v.wzyx : v;
}
void main() {
  int t = out_texel();
  int row = t / size;
  int c = t - row * size;
  T4 acc = place(row, c);
  int k = c - step;
  for (int j = 1; j < taps && k >= 0 && k < size; j++, k -= step)
    acc = combine4(T4(place(row, k)[edge]), acc);
  y = acc;
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
// The fold at place k, which lies at `at`; the next place is `stride` further.
V folded(int k, int at) {
  V acc = V(identity());
  k -= shift;
  at -= shift * stride;
  for (int j = 0; j < taps && k >= 0 && k < size; j++, k -= step, at -= step * stride)
    acc = JOIN(X(at), acc);
  return acc;
}
#ifdef TEXELS
void main() {
  int t = out_texel();
  y = folded(t / stride % size, t);
}
#else
Y value(int index) {
  int row = index / y_cols;
  return folded(index / inner % size, row * y_stride + index - row * y_cols);
}
#include "prelude/lanes.glsl"
#endif
#endif
