// Puts each block of keys, lines of `width` in blocks of `block`, into the order of their ranks. y are
// the keys, places where in its line each was.
void main() {
  int t = out_texel();
  int texels = width >> 2;
  int line = t / texels;
  int c = t - line * texels;
  int start = c / (block >> 2) * (block >> 2);
  int end = min(start + (block >> 2), texels);
  ivec4 wanted = (c - start) * 4 + ivec4(0, 1, 2, 3);
  ivec4 found = ivec4(0);
  for (int k = start; k < end; k++) {
    ivec4 rank = ranks_texel(line * texels + k);
    ivec4 at = k * 4 + ivec4(0, 1, 2, 3);
    for (int i = 0; i < 4; i++) {
      ivec4 hit = ivec4(equal(rank, ivec4(wanted[i]))) * at;
      found[i] += hit.x + hit.y + hit.z + hit.w;
    }
  }
  places = found;
  int base = line * width;
  y = ivec4(keys_at(base + found.x), keys_at(base + found.y), keys_at(base + found.z),
            keys_at(base + found.w));
}
