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

// (first, end) of the windows that may reach pixel `at` of the source.
ivec2 windows_over(int at, int axis) {
  int from = at + before(axis);
  int short_by = from - (taps(axis) - 1) * dilation(axis);
  return ivec2(short_by > 0 ? (short_by + stride(axis) - 1) / stride(axis) : 0,
               min(windows(axis), from / stride(axis) + 1));
}

// Whether window o has a tap on pixel `at`, and does not step over it.
bool meets(int o, int at, int axis) {
  int from = at - begin(o, axis);
  return from - from / dilation(axis) * dilation(axis) == 0;
}
