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

// (first, end) of the taps of pixel `o` that lie inside the source: from the first on, every
// TAP_SKIP(axis)-th. Under each the source's pixel is TAP_MOVE(axis) further than under the one before.
#ifdef DIVIDED
// A tap counts if at = o' - tap * apart is a multiple of the stride. With their common divisor taken
// out of both, that is o' times the inverse of apart (tap_turn), modulo what is left of the stride.
#define TAP_SKIP(axis) tap_skip(axis)
#define TAP_MOVE(axis) (tap_dilation(axis) / tap_common(axis))
ivec2 taps_inside(int o, int axis) {
  int apart = -tap_dilation(axis);
  int from = o + tap_offset(axis);
  int over = from - (source(axis) - 1) * tap_divisor(axis);
  int low = over > 0 ? (over + apart - 1) / apart : 0;
  int whole = max(from, 0) / tap_common(axis);
  int first = whole % tap_skip(axis) * tap_turn(axis) % tap_skip(axis);
  first += (max(low - first, 0) + tap_skip(axis) - 1) / tap_skip(axis) * tap_skip(axis);
  bool none = from < 0 || whole * tap_common(axis) != from;
  return ivec2(first, none ? 0 : min(taps(axis), from / apart + 1));
}
#else
#define TAP_SKIP(axis) 1
#define TAP_MOVE(axis) tap_dilation(axis)
ivec2 taps_inside(int o, int axis) {
  int apart = abs(tap_dilation(axis));
  int from = o * tap_step(axis) + tap_offset(axis);
  from = tap_dilation(axis) < 0 ? source(axis) - 1 - from : from;
  int room = source(axis) - 1 - from;
  return ivec2(from < 0 ? (apart - 1 - from) / apart : 0,
               room < 0 ? 0 : min(taps(axis), room / apart + 1));
}
#endif

// (image, row, column) of a pixel of the output.
ivec3 pixel_at(int pixel) {
  int line = pixel / extent(1);
  int image = line / extent(0);
  return ivec3(image, line - image * extent(0), pixel - line * extent(1));
}
