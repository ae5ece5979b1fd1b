// What Householder's reflection of column `step` needs: tau v'x for every column, then the column's
// length with a sign, and what makes v of the column. Signs as LAPACK's; v is 1 on the diagonal.
// Sums are taken in runs, whose errors do not add up as those of one long sum would.
#define RUN 32
int seen = -1;
float beta, scale, tau;
void measure(int first) {
  if (first == seen) return;
  seen = first;
  float head = x_at((first + step) * x_stride + step);
  float below = 0.0;
  for (int from = step + 1; from < rows; from += RUN) {
    float part = 0.0;
    for (int i = from; i < min(from + RUN, rows); i++) {
      float v = x_at((first + i) * x_stride + step);
      part += v * v;
    }
    below += part;
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
  for (int from = step + 1; from < rows; from += RUN) {
    float part = 0.0;
    for (int i = from; i < min(from + RUN, rows); i++) {
      int line = (first + i) * x_stride;
      part += x_at(line + step) * x_at(line + col);
    }
    dot_product += part;
  }
  return tau * (x_at((first + step) * x_stride + col) + scale * dot_product);
}
#include "prelude/cells.glsl"
