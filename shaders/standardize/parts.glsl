// Per column and part of the rows of x: the mean, and the sum of squared distances from it.
#include "prelude/columns.glsl"
void fold(int first, int end, int c, out P a, out P b) {
  // One of the numbers stands in for the mean, so that the squares do not cancel out.
  P near = X(first, c);
  P sum = P(0.0);
  P squares = P(0.0);
  for (int row = first; row < end; row++) {
    P v = X(row, c) - near;
    sum += v;
    squares += v * v;
  }
  float count = float(end - first);
  a = near + sum / count;
  b = max(squares - sum * (sum / count), P(0.0));
}

void main() { columns(y, z); }
