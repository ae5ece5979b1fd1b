// One round of Jacobi's method: y = R' x R for a symmetric x, vectors = v R
#include "prelude/rounds.glsl"
float tangent_of(int first, int column, int other) {
  int p = min(column, other), q = max(column, other);
  float product = x_at((first + q) * x_stride + p);
  return tangent(x_at((first + p) * x_stride + p), x_at((first + q) * x_stride + q), product);
}
vec2 lane(int element) {
  int row = element / x_stride;
  int col = min(element - row * x_stride, columns - 1);
  int line = row % columns;
  int first = row - line;
  int mate = partner(col);
  float t = mate == col ? 0.0 : tangent_of(first, col, mate);
  vec2 own = shares(t, col < mate);
  vec2 v = turn == 0 && fresh != 0 ? vec2(line == col, line == mate)
                                   : vec2(v_at(row * x_stride + col), v_at(row * x_stride + mate));
  float vector = mate == col ? v.x : dot(own, v);
  // Both triangles are computed alike, so that y stays symmetric to the last bit.
  int i = max(line, col), j = min(line, col);
  int other = partner(i), across = partner(j);
  float d = x_at((first + i) * x_stride + i);
  if (i == j) {
    if (other == i) return vec2(d, vector);
    float product = x_at((first + max(i, other)) * x_stride + min(i, other));
    return vec2(d + (i < other ? -t : t) * product, vector);
  }
  if (other == j) return vec2(0.0, vector);
  vec2 down = other == i ? vec2(1.0, 0.0) : shares(tangent_of(first, i, other), i < other);
  vec2 side = across == j ? vec2(1.0, 0.0) : shares(tangent_of(first, j, across), j < across);
  vec2 here = vec2(x_at((first + i) * x_stride + j), x_at((first + i) * x_stride + across));
  vec2 there = vec2(x_at((first + other) * x_stride + j), x_at((first + other) * x_stride + across));
  return vec2(down.x * dot(side, here) + down.y * dot(side, there), vector);
}
void main() {
  int e = out_texel() * 4;
  vec2 a = lane(e), b = lane(e + 1), c = lane(e + 2), d = lane(e + 3);
  y = vec4(a.x, b.x, c.x, d.x);
  vectors = vec4(a.y, b.y, c.y, d.y);
}
