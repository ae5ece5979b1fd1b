// The first `count` elements of x in sorted order along an axis of `size`, and where they were;
// `from` holds the places in lines of `width`, or, with RANKS, the rank of each place; with ORIGIN
// that place is one of those that `origin` holds.
#ifdef RANKS
int place(int line, int rank) {
  for (int t = 0; t < width >> 2; t++) {
    ivec4 hit = ivec4(equal(from_texel(line * (width >> 2) + t), ivec4(rank)));
    if (any(bvec4(hit))) {
      int found = t * 4 + hit.y + hit.z * 2 + hit.w * 3;
#ifdef ORIGIN
      found = origin_at(line * width + found);
#endif
      return found;
    }
  }
  return 0;
}
#else
int place(int line, int rank) { return from_at(line * width + rank); }
#endif
void lane(int e, out Y v, out int found) {
  int row = e / y_stride;
  int index = row * y_cols + min(e - row * y_stride, y_cols - 1);
  int above = index / inner;
  int outer = above / count;
  int beside = index - above * inner;
  found = place(outer * inner + beside, above - outer * count);
  int at = (outer * size + found) * inner + beside;
  v = x_at(at / x_cols * x_stride + at % x_cols);
}
void main() {
  int e = out_texel() * 4;
  lane(e, y.x, places.x);
  lane(e + 1, y.y, places.y);
  lane(e + 2, y.z, places.z);
  lane(e + 3, y.w, places.w);
}
