// A row's last texel may be part garbage (even NaN): keep its first `count` lanes and put 0 in the
// others; a select, since 0 * NaN is NaN.
T4 head(T4 v, int count) {
  return T4(v.x, count > 1 ? v.y : T(0), count > 2 ? v.z : T(0), count > 3 ? v.w : T(0));
}
