// y[r, i] = sum over the frames f that cover i of x[r, f, i - f * step]: frames laid over each other.
Y value(int index) {
  int row = index / y_cols;
  int i = index - row * y_cols;
  int first = max(0, (i - x_cols + step) / step);
  int last = min(count - 1, i / step);
  Y sum = Y(0);
  for (int f = first; f <= last; f++) sum += x_at((row * count + f) * x_stride + i - f * step);
  return sum;
}
#include "prelude/lanes.glsl"
