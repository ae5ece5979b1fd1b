// Products along a row whose last texel may be part garbage (even NaN): `head` keeps the first
// `count` lanes and puts 0 in the others; a select, since 0 * NaN is NaN.
T4 head(T4 v, int count) {
  return T4(v.x, count > 1 ? v.y : T(0), count > 2 ? v.z : T(0), count > 3 ? v.w : T(0));
}

T dot4(T4 a, T4 b) {
  T4 products = a * b;
  return (products.x + products.y) + (products.z + products.w);
}
