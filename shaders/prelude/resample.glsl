// Where a pixel of the larger or smaller image lies in the source, exactly, and what weighs there.
// Along an axis, pixel o lies at (o * numerator + addend) / denominator, counted in pixels of the
// source; all three are whole. `kind` is 1 linear, 2 cubic, 3 and 5 Lanczos of that radius; `spread`
// is how far apart two pixels of the kernel are, more than 1 where a smaller image is made without
// aliasing.
#define PI 3.14159265358979

int floor_divide(int a, int b) {
  int q = a / b;
  return q * b > a ? q - 1 : q;
}

// The whole part of where o lies, and the rest.
int place_of(int o, int axis, out float rest) {
  int at = o * numerator(axis) + addend(axis);
  int whole = floor_divide(at, denominator(axis));
  rest = float(at - whole * denominator(axis)) / float(denominator(axis));
  return whole;
}

float radius() { return kind == 1 ? 1.0 : kind == 2 ? 2.0 : float(kind); }

// sin(pi x) / (pi x) for x >= 0; the built-in sine has too few bits on some devices.
float sinc(float x) {
  float whole = floor(x + 0.5);
  float t = PI * (x - whole);
  float z = t * t;
  float sine = t * (1.0 + z * (-1.66666667e-1 + z * (8.33333333e-3 + z * (-1.98412698e-4 +
               z * (2.75573192e-6 - z * 2.50521084e-8)))));
  if (whole == 0.0) return x < 1e-4 ? 1.0 : sine / t;
  return ((int(whole) & 1) == 1 ? -sine : sine) / (PI * x);
}

float weight(float distance) {
  float d = abs(distance);
  if (d >= radius()) return 0.0;
  if (kind == 1) return 1.0 - d;
  if (kind != 2) return sinc(d) * sinc(d / radius());
  return d < 1.0 ? (1.5 * d - 2.5) * d * d + 1.0 : ((-0.5 * d + 2.5) * d - 4.0) * d + 2.0;
}

// The first and the last pixel of the source that count for o, inside it.
ivec2 reach(int whole, float rest, int axis) {
  float r = radius() * spread(axis);
  return ivec2(max(whole + int(floor(rest - r)) + 1, 0),
               min(whole + int(ceil(rest + r)) - 1, source(axis) - 1));
}

// The weights of all of them, which come to 1 only where none lies outside.
float weights_of(int whole, float rest, ivec2 span, int axis) {
  float sum = 0.0;
  for (int i = span.x; i <= span.y; i++) sum += weight((float(i - whole) - rest) / spread(axis));
  return sum;
}
