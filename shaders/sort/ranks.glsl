// Where each of x, whole numbers in lines of `width`, comes among those of its block, `block` wide:
// how many are less, or equal and earlier.
ivec4 less(int other, ivec4 own) { return ivec4(lessThan(ivec4(other), own)); }
ivec4 not_greater(int other, ivec4 own) { return ivec4(lessThanEqual(ivec4(other), own)); }
void main() {
  int t = out_texel();
  int texels = width >> 2;
  int line = t / texels;
  int start = line * texels + (t - line * texels) / (block >> 2) * (block >> 2);
  int end = min(start + (block >> 2), (line + 1) * texels);
  ivec4 own = x_texel(t);
  ivec4 rank = ivec4(0);
  for (int k = start; k < t; k++) {
    ivec4 v = x_texel(k);
    rank += not_greater(v.x, own) + not_greater(v.y, own);
    rank += not_greater(v.z, own) + not_greater(v.w, own);
  }
  for (int k = t + 1; k < end; k++) {
    ivec4 v = x_texel(k);
    rank += less(v.x, own) + less(v.y, own) + less(v.z, own) + less(v.w, own);
  }
  // Of its own texel the earlier lanes count on a tie.
  rank.x += int(own.y < own.x) + int(own.z < own.x) + int(own.w < own.x);
  rank.y += int(own.x <= own.y) + int(own.z < own.y) + int(own.w < own.y);
  rank.z += int(own.x <= own.z) + int(own.y <= own.z) + int(own.w < own.z);
  rank.w += int(own.x <= own.w) + int(own.y <= own.w) + int(own.z <= own.w);
  y = rank;
}
