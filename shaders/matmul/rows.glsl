// y[m, n] = sum over k of a[m, k] * b[k, n], four n at once; the rows of b and of y start on texels.
// A_TEXELS: a's elements along k are texels; else they are a_step apart.
#include "prelude/batches.glsl"
void main() {
  int t = out_texel();
  int row = t / y_texels;
  int batch = row / m;
  ivec2 at = batch_offsets(batch);
  int i = at.x + (row - batch * m) * a_row;
  int j = (at.y >> 2) + t - row * y_texels;
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
  y = acc;
}
