// y[pixel, c] = sum over the taps of a window and over m below `each` of
// a[pixel under the tap, q / multiplier] * b[tap, q], where q = c * each + m.
//   PAIRED  each and multiplier are 1 and all rows start on texels: four channels at once
//   TEXELS  each is 1, and the rows of y and b start on texels
#if defined(PAIRED)
#define TEXELS
#define P Y4
P product(int i, int tap, int c) {
  return a_texel((i + c) >> 2) * b_texel((tap * b_stride + c) >> 2);
}
#elif defined(TEXELS)
#define P Y4
P product(int i, int tap, int c) {
  return T4(a_at(i + c / multiplier), a_at(i + (c + 1) / multiplier), a_at(i + (c + 2) / multiplier),
            a_at(i + (c + 3) / multiplier)) * b_texel((tap * b_stride + c) >> 2);
}
#else
#define P Y
P product(int i, int tap, int c) {
  P acc = P(0);
  for (int q = c * each; q < (c + 1) * each; q++) {
    acc += a_at(i + q / multiplier) * b_at(tap * b_stride + q);
  }
  return acc;
}
#endif
