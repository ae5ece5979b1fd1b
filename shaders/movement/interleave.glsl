// Row R * q + r of y is row q of y<r>, per matrix of `rows` rows that were cut into `blocks`.
void main() {
  int t = out_texel();
  int line = t / y_texels;
  int matrix = line / rows;
  int row = line - matrix * rows;
  int q = row / R;
  int at = (matrix * blocks + q) * y_texels + t - line * y_texels;
  int r = row - q * R;
  if (r == 0) y = y0_texel(at);
  else if (r == 1) y = y1_texel(at);
  else if (r == 2) y = y2_texel(at);
#if R > 4
  else if (r == 3) y = y3_texel(at);
  else if (r == 4) y = y4_texel(at);
  else if (r == 5) y = y5_texel(at);
  else if (r == 6) y = y6_texel(at);
  else y = y7_texel(at);
#else
  else y = y3_texel(at);
#endif
}
