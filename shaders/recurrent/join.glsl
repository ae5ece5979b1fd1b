// N parts of `part_texels` texels one after the other; the last may be shorter.
vec4 of_part(int i, int at) {
  if (i == 0) return x0_texel(at);
#if N > 1
  if (i == 1) return x1_texel(at);
#endif
#if N > 2
  if (i == 2) return x2_texel(at);
#endif
#if N > 3
  if (i == 3) return x3_texel(at);
#endif
#if N > 4
  if (i == 4) return x4_texel(at);
#endif
#if N > 5
  if (i == 5) return x5_texel(at);
#endif
#if N > 6
  if (i == 6) return x6_texel(at);
#endif
#if N > 7
  if (i == 7) return x7_texel(at);
#endif
#if N > 8
  if (i == 8) return x8_texel(at);
#endif
#if N > 9
  if (i == 9) return x9_texel(at);
#endif
#if N > 10
  if (i == 10) return x10_texel(at);
#endif
#if N > 11
  if (i == 11) return x11_texel(at);
#endif
#if N > 12
  if (i == 12) return x12_texel(at);
#endif
#if N > 13
  if (i == 13) return x13_texel(at);
#endif
#if N > 14
  if (i == 14) return x14_texel(at);
#endif
#if N > 15
  if (i == 15) return x15_texel(at);
#endif
  return vec4(0.0);  // not reached
}
void main() {
  int t = out_texel();
  int i = min(t / part_texels, N - 1);
  y = of_part(i, t - i * part_texels);
}
