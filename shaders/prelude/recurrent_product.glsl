// Products with a recurrent kernel: rows of `units` elements in `unit_texels` texels.

// The sum of v's lanes, each times a texel of u; these lie `stride` texels apart, the first at `at`.
// Of v, which is the texel k of a row, only the lanes inside the row count.
vec4 times_rows(vec4 v, int k, int at, int stride) {
  int count = units - 4 * k;
  vec4 total = v.x * u_texel(at);
  if (count > 1) total += v.y * u_texel(at + stride);
  if (count > 2) total += v.z * u_texel(at + 2 * stride);
  if (count > 3) total += v.w * u_texel(at + 3 * stride);
  return total;
}
