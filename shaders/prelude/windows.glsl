// Sliding windows over images of `source` rows and columns: there are `windows` of them.
// P is what a kernel computes at once: with TEXELS four channels from c on, else one.
#ifdef TEXELS
#define P vec4
#define C bvec4
#define A(pixel, c) a_texel(((pixel) * a_stride + (c)) >> 2)
#define B(pixel, c) b_texel(((pixel) * b_stride + (c)) >> 2)
#else
#define P float
#define C bool
#define A(pixel, c) a_at((pixel) * a_stride + (c))
#define B(pixel, c) b_at((pixel) * b_stride + (c))
#endif

// The first row (axis 0) or column of the source that window o meets; it may be negative.
int begin(int o, int axis) { return o * stride(axis) - before(axis); }

// (first, end) of the taps of window o that lie inside the source.
ivec2 inside(int o, int axis) {
  int from = begin(o, axis);
  int apart = dilation(axis);
  int room = source(axis) - 1 - from;
  return ivec2(from < 0 ? (apart - 1 - from) / apart : 0,
               room < 0 ? 0 : min(taps(axis), room / apart + 1));
}

// The window that meets pixel `at` of the source under a tap, or -1.
int window_over(int at, int under, int axis) {
  int from = at + before(axis) - under * dilation(axis);
  int o = from / stride(axis);
  return from >= 0 && o * stride(axis) == from && o < windows(axis) ? o : -1;
}
