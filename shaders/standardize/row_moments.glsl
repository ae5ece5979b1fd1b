// Per row of x: its mean, and 1 / sqrt(variance + epsilon). A texel holds two rows'.
// With G, per row: the means of g * gamma and of g * gamma * (x - mean) * rate, s holding the former.
#ifdef G
vec2 of_row(int row) {
  int start = row * stride;
  float mean = s_at(row * 2);
  float rate = s_at(row * 2 + 1);
  vec4 a = vec4(0.0);
  vec4 b = vec4(0.0);
  float p = 0.0;
  float q = 0.0;
  int whole = 0;
#ifdef ROWS
  whole = cols >> 2;
  for (int c = 0; c < whole; c++) {
    vec4 v = g_texel((start >> 2) + c) * gamma_texel(c);
    a += v;
    b += v * ((x_texel((start >> 2) + c) - mean) * rate);
  }
#endif
  for (int c = whole * 4; c < cols; c++) {
    float v = g_at(start + c) * gamma_at(c);
    p += v;
    q += v * ((x_at(start + c) - mean) * rate);
  }
  return vec2(p + (a.x + a.y) + (a.z + a.w), q + (b.x + b.y) + (b.z + b.w)) / float(cols);
}
#else
vec2 of_row(int row) {
  int start = row * stride;
  vec4 a = vec4(0.0);
  float p = 0.0;
  int whole = 0;
#ifdef ROWS
  whole = cols >> 2;
  for (int c = 0; c < whole; c++) a += x_texel((start >> 2) + c);
#endif
  for (int c = whole * 4; c < cols; c++) p += x_at(start + c);
  float mean = (p + (a.x + a.y) + (a.z + a.w)) / float(cols);
  a = vec4(0.0);
  p = 0.0;
#ifdef ROWS
  for (int c = 0; c < whole; c++) {
    vec4 v = x_texel((start >> 2) + c) - mean;
    a += v * v;
  }
#endif
  for (int c = whole * 4; c < cols; c++) p += (x_at(start + c) - mean) * (x_at(start + c) - mean);
  float variance = (p + (a.x + a.y) + (a.z + a.w)) / float(cols);
  return vec2(mean, inversesqrt(variance + epsilon));
}
#endif

void main() {
  int first = out_texel() * 2;
  y = vec4(of_row(min(first, rows - 1)), of_row(min(first + 1, rows - 1)));
}
