// y[pixel, c] = sum over the taps of a window of a[pixel under the tap, c] * b[tap, c], four channels and
// R (4 or 8) neighbouring pixels of a line at once: pixel R * q + r of it is row q of y<r>. All rows
// start on texels. Where a tap falls is told in prelude/taps.glsl.
//   THREE  windows are three pixels wide, and so close that each pixel of a is fetched once for all of
//          the taps that meet it; those are b's from b_first on, b_step texels apart
#include "prelude/divide.glsl"
#include "prelude/sums.glsl"

// A column of the line of a that starts at texel `base`: 0 if it is outside, or if `outside` is negative,
// as the line is.
T4 pixel(int base, int column, int outside) {
  T4 u = a_texel(base + column * a_texels);
  return (outside | column | (source(1) - 1 - column)) < 0 ? T4(0) : u;
}

// Where a tap meets a line or column: at / tap_divisor, or less than 0 if that is no whole number.
int whole(int at, int axis) {
#ifdef DIVIDED
  int q = int(floor((float(at) + 0.5) * tap_inverse(axis)));
  return q * tap_divisor(axis) == at ? q : -1;
#else
  return at;
#endif
}

void main() {
  ivec2 place = divided(out_texel(), y_texels, y_inverse);
  ivec2 line = divided(place.x, blocks, blocks_inverse);
  ivec2 image = divided(line.x, extent(0), extent_inverse);
  int first = line.y * R;
  for (int row = 0; row < taps(0); row++) {
    int from = whole(image.y * tap_step(0) + row * tap_dilation(0) + tap_offset(0), 0);
    int outside = from | (source(0) - 1 - from);
    int base = (image.x * source(0) + from) * source(1) * a_texels + place.y;
    int tap = row * taps(1) * b_texels + place.y;
#ifdef THREE
    T4 b0 = b_texel(tap + b_first), b1 = b_texel(tap + b_first + b_step);
    T4 b2 = b_texel(tap + b_first + 2 * b_step);
    int at = first + window_offset;
    T4 u = pixel(base, at, outside);
    sum0 += u * b0;
    u = pixel(base, at + 1, outside);
    sum0 += u * b1;
    sum1 += u * b0;
#define MEET(k, last, middle, next) u = pixel(base, at + k, outside); \
    last += u * b2; \
    middle += u * b1; \
    next += u * b0;
    MEET(2, sum0, sum1, sum2)
    MEET(3, sum1, sum2, sum3)
#if R > 4
    MEET(4, sum2, sum3, sum4)
    MEET(5, sum3, sum4, sum5)
    MEET(6, sum4, sum5, sum6)
    MEET(7, sum5, sum6, sum7)
    u = pixel(base, at + 8, outside);
    sum6 += u * b2;
    sum7 += u * b1;
    sum7 += pixel(base, at + 9, outside) * b2;
#else
    u = pixel(base, at + 4, outside);
    sum2 += u * b2;
    sum3 += u * b1;
    sum3 += pixel(base, at + 5, outside) * b2;
#endif
#else
    int at = first * tap_step(1) + tap_offset(1);
    for (int under = 0; under < taps(1); under++, tap += b_texels, at += tap_dilation(1)) {
      T4 b = b_texel(tap);
#define MEET(r, sum) sum += pixel(base, whole(at + r * tap_step(1), 1), outside) * b;
      MEET(0, sum0) MEET(1, sum1) MEET(2, sum2) MEET(3, sum3)
#if R > 4
      MEET(4, sum4) MEET(5, sum5) MEET(6, sum6) MEET(7, sum7)
#endif
    }
#endif
  }
  write_sums();
}
