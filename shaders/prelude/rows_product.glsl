// Four neighbours n of: sum over k of a[i + k * a_step] * b[row k, n], where b's rows start on texels
// and lie b_texels apart. A_TEXELS: a_step is 1 and i starts a texel.
Y4 rows_product(int i, int j) {
  Y4 acc = Y4(0);
#ifdef A_TEXELS
  int s = i >> 2;
  for (int whole = s + (k >> 2); s < whole; s++, j += 4 * b_texels) {
    T4 u = a_texel(s);
    acc += u.x * b_texel(j) + u.y * b_texel(j + b_texels) + u.z * b_texel(j + 2 * b_texels) +
           u.w * b_texel(j + 3 * b_texels);
  }
  i = s << 2;
  for (int rest = k & 3; rest > 0; rest--, i++, j += b_texels) acc += a_at(i) * b_texel(j);
#else
  for (int n = 0; n < k; n++, i += a_step, j += b_texels) acc += a_at(i) * b_texel(j);
#endif
  return acc;
}
