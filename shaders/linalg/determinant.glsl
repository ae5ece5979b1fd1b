// the product of the diagonal of an eliminated matrix; with several outputs its sign and log |…|
#include "prelude/exponential.glsl"
float product(int matrix) {
  float p = 1.0;
  for (int i = 0; i < rows; i++) p *= x_at((matrix * rows + i) * x_stride + i);
  return p;
}
vec2 sign_and_log(int matrix) {
  vec2 p = vec2(1.0, 0.0);
  for (int i = 0; i < rows; i++) {
    float d = x_at((matrix * rows + i) * x_stride + i);
    p = vec2(p.x * (is_nan(d) ? d : sign(d)), p.y + logf(abs(d)));
  }
  return p;
}
int matrix_of(int element) {
  int row = element / y_stride;
  return row * y_cols + min(element - row * y_stride, y_cols - 1);
}
void main() {
  int e = out_texel() * 4;
#ifdef LOG
  vec2 p = sign_and_log(matrix_of(e)), q = sign_and_log(matrix_of(e + 1));
  vec2 r = sign_and_log(matrix_of(e + 2)), s = sign_and_log(matrix_of(e + 3));
  y = vec4(p.x, q.x, r.x, s.x);
  size = vec4(p.y, q.y, r.y, s.y);
#else
  y = vec4(product(matrix_of(e)), product(matrix_of(e + 1)), product(matrix_of(e + 2)),
           product(matrix_of(e + 3)));
#endif
}
