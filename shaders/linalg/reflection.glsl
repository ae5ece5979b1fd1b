// What Householder's reflection of column `step` needs: tau v'x for every column, then the column's
// length with a sign, and what makes v of the column. Signs as LAPACK's; v is 1 on the diagonal.
int seen = -1;
float beta, scale, tau;
void measure(int first) {
  if (first == seen) return;
  seen = first;
  float head = x_at((first + step) * x_stride + step);
  float below = 0.0;
  for (int i = step + 1; i < rows; i++) {
    float v = x_at((first + i) * x_stride + step);
    below += v * v;
  }
  beta = head > 0.0 ? -sqrt(head * head + below) : sqrt(head * head + below);
  if (below == 0.0) beta = head;
  tau = below == 0.0 ? 0.0 : (beta - head) / beta;
  scale = below == 0.0 ? 0.0 : 1.0 / (head - beta);
}
float cell(int matrix, int col) {
  int first = matrix * rows;
  measure(first);
  if (col >= cols) return col == cols ? beta : scale;
  float dot_product = 0.0;
  for (int i = step + 1; i < rows; i++) {
    int from = (first + i) * x_stride;
    dot_product += x_at(from + step) * x_at(from + col);
  }
  return tau * (x_at((first + step) * x_stride + col) + scale * dot_product);
}
#include "prelude/cells.glsl"
