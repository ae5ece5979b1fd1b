// y[i] = op(x[i]); both lie alike, so texel by texel.
void main() {
  T4 v = x_texel(out_texel());
  y = Y4(op(v.x), op(v.y), op(v.z), op(v.w));
}
