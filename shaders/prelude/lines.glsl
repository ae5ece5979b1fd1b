// Sums over the output's lines of pixels, for gradients by a filter: which pixels of the source a tap
// meets. A tap's shift is its distance from where a window starts, less the padding.
int shift_of(int tap, int axis) { return tap * dilation(axis) - before(axis); }

// The first pixel of a line whose tap lies inside the source, and the one after the last.
int first_inside(int shift) { return max(0, (stride(1) - 1 - shift) / stride(1)); }

int end_inside(int shift) {
  int room = source(1) - 1 - shift;
  return room < 0 ? 0 : min(extent(1), room / stride(1) + 1);
}

// The first pixel of the source's line that a tap meets from an output line, or -1.
int line_under(int line, int shift) {
  int image = line / extent(0);
  int row = (line - image * extent(0)) * stride(0) + shift;
  return row < 0 || row >= source(0) ? -1 : (image * source(0) + row) * source(1);
}
