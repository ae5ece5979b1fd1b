// Jacobi's rotations, many at once: in each round of a tournament every column meets another one.
// `seats` is the number of columns, made even; the partner of whoever sits out is itself.
int partner(int column) {
  int others = seats - 1;
  int found = column == others ? (turn * (seats >> 1)) % others : (turn - column + others) % others;
  if (found == column) found = others;
  return found < columns ? found : column;
}

// tan of the smaller angle that makes two columns orthogonal, from their lengths' squares and product.
float tangent(float p, float q, float product) {
  if (product == 0.0) return 0.0;
  float z = (q - p) / (2.0 * product);
  return (z < 0.0 ? -1.0 : 1.0) / (abs(z) + sqrt(1.0 + z * z));
}

// What a column keeps of itself, and takes of its partner.
vec2 shares(float t, bool is_first) {
  float c = 1.0 / sqrt(1.0 + t * t);
  return vec2(c, is_first ? -t * c : t * c);
}
