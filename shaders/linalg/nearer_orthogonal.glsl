// v (3 - v'v) / 2: a step of Newton's method towards the nearest orthogonal matrix; w = v v'v
void main() {
  int t = out_texel();
  y = 1.5 * v_texel(t) - 0.5 * w_texel(t);
}
