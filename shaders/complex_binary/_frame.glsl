// y + i z = op(a + i c, b + i d) with broadcasting: DIRECT where each pair lies like y (step 1) or is
// one number (step 0), else element by element by the strides of a and b, as in binary/.
#ifdef DIRECT
void main() {
  int t = out_texel();
  vec4 a = a_step == 1 ? a_texel(t) : vec4(a_at(0)), c = a_step == 1 ? c_texel(t) : vec4(c_at(0));
  vec4 b = b_step == 1 ? b_texel(t) : vec4(b_at(0)), d = b_step == 1 ? d_texel(t) : vec4(d_at(0));
  vec2 p = op(vec2(a.x, c.x), vec2(b.x, d.x)), q = op(vec2(a.y, c.y), vec2(b.y, d.y));
  vec2 r = op(vec2(a.z, c.z), vec2(b.z, d.z)), s = op(vec2(a.w, c.w), vec2(b.w, d.w));
  y = vec4(p.x, q.x, r.x, s.x);
  z = vec4(p.y, q.y, r.y, s.y);
}
#else
vec2 lane(int element) {
  int row = element / y_stride;
  int col = min(element - row * y_stride, y_cols - 1);
  ivec2 at = col * ivec2(a_step, b_step);
  for (int d = rank - 1; d >= 0; d--) {
    int above = row / dims(d);
    at += (row - above * dims(d)) * ivec2(a_strides(d), b_strides(d));
    row = above;
  }
  return op(vec2(a_at(at.x), c_at(at.x)), vec2(b_at(at.y), d_at(at.y)));
}

void main() {
  int element = out_texel() * 4;
  vec2 p = lane(element), q = lane(element + 1), r = lane(element + 2), s = lane(element + 3);
  y = vec4(p.x, q.x, r.x, s.x);
  z = vec4(p.y, q.y, r.y, s.y);
}
#endif
