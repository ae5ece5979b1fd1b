// x0 + x1 + …, of 2 to 8 tensors that lie alike; COUNT is how many.
void main() {
  int t = out_texel();
  y = x0_texel(t) + x1_texel(t);
#if COUNT > 2
  y += x2_texel(t);
#endif
#if COUNT > 3
  y += x3_texel(t);
#endif
#if COUNT > 4
  y += x4_texel(t);
#endif
#if COUNT > 5
  y += x5_texel(t);
#endif
#if COUNT > 6
  y += x6_texel(t);
#endif
#if COUNT > 7
  y += x7_texel(t);
#endif
}
