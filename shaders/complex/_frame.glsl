// y + i z = op(a + i b), texel by texel.
void main() {
  int t = out_texel();
  vec4 a = a_texel(t), b = b_texel(t);
  vec2 p = op(vec2(a.x, b.x)), q = op(vec2(a.y, b.y));
  vec2 r = op(vec2(a.z, b.z)), s = op(vec2(a.w, b.w));
  y = vec4(p.x, q.x, r.x, s.x);
  z = vec4(p.y, q.y, r.y, s.y);
}
