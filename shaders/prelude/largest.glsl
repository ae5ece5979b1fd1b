// The first largest element of a window of a, and the pixel of the image that holds it (a float: only
// floats have a vector select). A NaN counts as larger than every number.
bool beats(float v, float best, float holder) {
  return holder < 0.0 || v > best || (isnan(v) && !isnan(best));
}

bvec4 beats(vec4 v, vec4 best, vec4 holder) {
  return bvec4(beats(v.x, best.x, holder.x), beats(v.y, best.y, holder.y),
               beats(v.z, best.z, holder.z), beats(v.w, best.w, holder.w));
}

P largest(int image, int row, int column, int c, out P best) {
  ivec2 rows = inside(row, 0);
  ivec2 columns = inside(column, 1);
  P holder = P(-1.0);
  best = P(0.0);
  for (int i = rows.x; i < rows.y; i++) {
    int line = (begin(row, 0) + i * dilation(0)) * source(1) + begin(column, 1);
    for (int j = columns.x; j < columns.y; j++) {
      int pixel = line + j * dilation(1);
      P v = A(image * source(0) * source(1) + pixel, c);
      C taken = beats(v, best, holder);
      best = mix(best, v, taken);
      holder = mix(holder, P(float(pixel)), taken);
    }
  }
  return holder;
}
