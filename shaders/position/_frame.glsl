// Where along an axis of x the element is that beats all others; an op file gives
// `bool beats(T a, T b)`. y[o, i, j] is the first winner of chunk j of x[o, …, i]; o counts what is
// before the axis and i what is after it. With CANDIDATES the winners of an earlier draw compete.
#ifdef CANDIDATES
int candidate(int row, int k) { return c_at(row * c_stride + k); }
#else
int candidate(int row, int k) { return k; }
#endif
int value(int index) {
  int row = index / parts;
  int from = (index - row * parts) * chunk;
  int to = min(from + chunk, count);
  int outer = row / inner;
  int after = row - outer * inner;
  int line = after / x_cols;
  int start = outer * outer_stride + line * x_stride + after - line * x_cols;
  int best = candidate(row, from);
  T most = x_at(start + best * axis_stride);
  for (int k = from + 1; k < to; k++) {
    int at = candidate(row, k);
    T v = x_at(start + at * axis_stride);
    if (beats(v, most)) {
      most = v;
      best = at;
    }
  }
  return best;
}
#include "prelude/lanes_in_turn.glsl"
