// Where the taps of a window fall. The output's pixel `o` meets, under a tap of an axis (0: rows,
// 1: columns), the source's pixel (o * tap_step + tap * tap_dilation + tap_offset) / tap_divisor, if
// that is whole and inside. A convolution has divisor 1; its gradient by the input has step 1, a
// negative dilation, and the stride as divisor (DIVIDED, where it is not 1).
int tap(int o, int under, int axis) {
  int at = o * tap_step(axis) + under * tap_dilation(axis) + tap_offset(axis);
#ifdef DIVIDED
  int whole = at / tap_divisor(axis);
  return at >= 0 && whole * tap_divisor(axis) == at && whole < source(axis) ? whole : -1;
#else
  return at < source(axis) ? max(at, -1) : -1;
#endif
}

// (first, end) of the taps of pixel `o` that lie inside the source, where no tap is divided.
ivec2 taps_inside(int o, int axis) {
  int apart = abs(tap_dilation(axis));
  int from = o * tap_step(axis) + tap_offset(axis);
  from = tap_dilation(axis) < 0 ? source(axis) - 1 - from : from;
  int room = source(axis) - 1 - from;
  return ivec2(from < 0 ? (apart - 1 - from) / apart : 0,
               room < 0 ? 0 : min(taps(axis), room / apart + 1));
}

// (image, row, column) of a pixel of the output.
ivec3 pixel_at(int pixel) {
  int line = pixel / extent(1);
  int image = line / extent(0);
  return ivec3(image, line - image * extent(0), pixel - line * extent(1));
}
