// Red, green, blue and opacity of a pixel of the image x, from 0 to 255. Floats are from 0 to 1; what
// lies beyond is cut off. Grey images have one channel; images without opacity have that of `opaque`.
int level(float v) { return int(floor(clamp(v, 0.0, 1.0) * 255.0 + 0.5)); }
int level(int v) { return clamp(v, 0, 255); }

ivec4 colour(int pixel) {
  int e = pixel * x_stride;
  int red = level(x_at(e));
  if (channels < 3) return ivec4(red, red, red, opaque);
  return ivec4(red, level(x_at(e + 1)), level(x_at(e + 2)), channels > 3 ? level(x_at(e + 3)) : opaque);
}
