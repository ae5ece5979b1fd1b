// y[k] = b[k] + a[k - lag] * y[k - 1] along an axis, as scan/_frame.glsl folds: what a place holds is
// the map y -> slope * y + b over the places that it covers. `lag` and `step` count from the axis's
// end where they are negative. At first a is read with its lag, later y and slopes are read as they are.
#ifdef TEXELS
#define V T4
#define A a_texel
#define B b_texel
#else
#define V T
#define A a_at
#define B b_at
#endif
void folded(int k, int at, out V sum, out V map) {
  sum = B(at);
  bool there = k - lag >= 0 && k - lag < size;
  map = there ? A(at - lag * stride) : V(0);
  for (int j = 1; j < taps; j++) {
    k -= step;
    at -= step * stride;
    if (k < 0 || k >= size) break;
    there = k - lag >= 0 && k - lag < size;
    sum += map * B(at);
    map *= there ? A(at - lag * stride) : V(0);
  }
}
#ifdef TEXELS
void main() {
  int t = out_texel();
  folded(t / stride % size, t, y, slope);
}
#else
void lane(int e, out T sum, out T map) {
  int row = e / y_stride;
  int col = min(e - row * y_stride, y_cols - 1);
  folded((row * y_cols + col) / inner % size, row * y_stride + col, sum, map);
}
void main() {
  int e = out_texel() * 4;
  lane(e, y.x, slope.x);
  lane(e + 1, y.y, slope.y);
  lane(e + 2, y.z, slope.z);
  lane(e + 3, y.w, slope.w);
}
#endif
