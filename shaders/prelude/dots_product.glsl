// Sums over k of a[i, k] * b[j, k] where both rows start on texels; i and j are their texels.
#include "prelude/head.glsl"
T dot4(T4 a, T4 b) {
  T4 products = a * b;
  return (products.x + products.y) + (products.z + products.w);
}

#ifdef ROWS
Y4 dots_product(int i, ivec4 j) {
  Y4 acc = Y4(0);
  for (int whole = i + (k >> 2); i < whole; i++, j++) {
    T4 u = a_texel(i);
    acc += Y4(dot4(u, b_texel(j.x)), dot4(u, b_texel(j.y)), dot4(u, b_texel(j.z)),
              dot4(u, b_texel(j.w)));
  }
  int rest = k & 3;
  if (rest > 0) {
    T4 u = head(a_texel(i), rest);
    acc += Y4(dot4(u, head(b_texel(j.x), rest)), dot4(u, head(b_texel(j.y), rest)),
              dot4(u, head(b_texel(j.z), rest)), dot4(u, head(b_texel(j.w), rest)));
  }
  return acc;
}
#else
Y dot_product(int i, int j) {
  Y acc = Y(0);
  for (int whole = i + (k >> 2); i < whole; i++, j++) acc += dot4(a_texel(i), b_texel(j));
  int rest = k & 3;
  if (rest > 0) acc += dot4(head(a_texel(i), rest), head(b_texel(j), rest));
  return acc;
}
#endif
