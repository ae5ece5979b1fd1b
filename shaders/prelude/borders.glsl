// Which element of an axis of n stands at place c, which may lie outside it. `mode` is 0 reflect
// (b | a b c), 1 symmetric (a | a b c), 2 edge (a a | a b c), 3 wrap (c | a b c).
int remains(int c, int period) {
  int r = c - c / period * period;
  return r < 0 ? r + period : r;
}

int border(int c, int n) {
  if (mode == 2 || n == 1) return clamp(c, 0, n - 1);
  if (mode == 3) return remains(c, n);
  int edge = mode == 0 ? 1 : 0;
  int r = remains(c, 2 * (n - edge));
  return r < n ? r : 2 * n - 1 - edge - r;
}
