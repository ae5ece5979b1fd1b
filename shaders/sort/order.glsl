// The first keys of each block in the order of their ranks: of lines of `width`, in blocks of `block`,
// `kept` texels a block (all of it, or the first few). y are the keys, places where in its line each
// was; with ORIGIN what `origin` says of that. A block that ends before has the largest key instead.
void main() {
  int t = out_texel();
  int line = t / (blocks * kept);
  int c = t - line * blocks * kept;
  int own = c / kept;
  int start = own * (block >> 2);
  int end = min(start + (block >> 2), width >> 2);
  ivec4 wanted = (c - own * kept) * 4 + ivec4(0, 1, 2, 3);
  ivec4 found = ivec4(0);
  for (int k = start; k < end; k++) {
    ivec4 rank = ranks_texel(line * (width >> 2) + k);
    found += ivec4(equal(ivec4(rank.x), wanted)) * (k * 4 + 1);
    found += ivec4(equal(ivec4(rank.y), wanted)) * (k * 4 + 2);
    found += ivec4(equal(ivec4(rank.z), wanted)) * (k * 4 + 3);
    found += ivec4(equal(ivec4(rank.w), wanted)) * (k * 4 + 4);
  }
  ivec4 keys, from;
  for (int i = 0; i < 4; i++) {
    int e = line * width + max(0, found[i] - 1);
    keys[i] = found[i] > 0 ? keys_at(e) : 0x7fffffff;
#ifdef ORIGIN
    from[i] = origin_at(e);
#else
    from[i] = max(0, found[i] - 1);
#endif
  }
  y = keys;
  places = from;
}
