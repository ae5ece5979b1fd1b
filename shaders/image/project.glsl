// Where the pixels of an image come from under projective transforms t of eight numbers each: (row,
// column) of each pixel in turn, far away where there is no such place. Two pixels a texel.
vec2 place(int point) {
  int line = point / extent(1);
  int set = line / extent(0);
  vec3 at = vec3(float(point - line * extent(1)), float(line - set * extent(0)), 1.0);
  vec4 a = t_texel(set * 2);
  vec4 b = t_texel(set * 2 + 1);
  float k = dot(vec3(b.zw, 1.0), at);
  return k == 0.0 ? vec2(1e30) : vec2(dot(vec3(a.w, b.xy), at), dot(a.xyz, at)) / k;
}

void main() {
  int point = out_texel() * 2;
  y = vec4(place(point), place(point + 1));
}
