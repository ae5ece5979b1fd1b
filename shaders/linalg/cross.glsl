// a x b for rows of three, one texel each
void main() {
  T4 u = a_texel(out_texel()), v = b_texel(out_texel());
  y = u.yzxw * v.zxyw - u.zxyw * v.yzxw;
}
