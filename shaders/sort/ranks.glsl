// Where each of x, whole numbers in lines of `width`, comes among those of its block, `block` wide:
// how many are less, or equal and earlier.
int before(ivec4 others, bvec4 earlier, int own) {
  ivec4 less = ivec4(lessThan(others, ivec4(own)));
  ivec4 tied = ivec4(equal(others, ivec4(own))) * ivec4(earlier);
  ivec4 both = less + tied;
  return both.x + both.y + both.z + both.w;
}
void main() {
  int t = out_texel();
  int texels = width >> 2;
  int line = t / texels;
  int c = t - line * texels;
  int start = c / (block >> 2) * (block >> 2);
  int end = min(start + (block >> 2), texels);
  ivec4 own = x_texel(t);
  ivec4 rank = ivec4(0);
  for (int k = start; k < end; k++) {
    ivec4 v = x_texel(line * texels + k);
    bool all = k < c;
    bool here = k == c;
    rank.x += before(v, bvec4(all), own.x);
    rank.y += before(v, bvec4(all || here, all, all, all), own.y);
    rank.z += before(v, bvec4(all || here, all || here, all, all), own.z);
    rank.w += before(v, bvec4(all || here, all || here, all || here, all), own.w);
  }
  y = rank;
}
