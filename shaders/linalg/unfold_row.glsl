// tau v'q for every column of q, where v is the reflector that column `step` of x keeps below its
// diagonal; tau follows from it, since a reflection is orthogonal
#define RUN 32
float cell(int matrix, int col) {
  int first = matrix * rows;
  float total = q_at((first + step) * q_stride + col);
  float squares = 0.0;
  bool some = false;
  for (int from = step + 1; from < rows; from += RUN) {
    vec2 part = vec2(0.0);
    for (int i = from; i < min(from + RUN, rows); i++) {
      float v = x_at((first + i) * x_stride + step);
      some = some || v != 0.0;
      part += v * vec2(v, q_at((first + i) * q_stride + col));
    }
    squares += part.x;
    total += part.y;
  }
  return some ? 2.0 / (1.0 + squares) * total : 0.0;
}
#include "prelude/cells.glsl"
