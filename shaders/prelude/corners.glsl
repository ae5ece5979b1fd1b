// The pixels around a point of an image of `source` rows and columns, and their weights. `mode` tells
// what lies beyond the image: 0 the fill, into which the border fades; 1 its mirror image with the
// outermost pixels, 2 without them; 3 the other side; 4 the outermost pixels; 5 the fill at once.
// slope(axis) asks for derivatives of the weights along an axis instead.

// Bring a place on an axis of n pixels inside; `turned` is the derivative of that.
float fold(float at, int n, out float turned) {
  float end = float(n - 1);
  turned = 1.0;
  if (mode == 0 || mode == 5) return at;
  if (mode == 4 || n == 1) {
    turned = at < 0.0 || at > end || n == 1 ? 0.0 : 1.0;
    return clamp(at, 0.0, end);
  }
  float period = mode == 1 ? 2.0 * float(n) : mode == 2 ? 2.0 * end : float(n);
  if (mode == 3) {
    // As TensorFlow: counted in steps of n - 1, then clamped.
    if (at < 0.0) at += period * (trunc(-at / end) + 1.0);
    else if (at > end) at -= period * trunc(at / end);
  } else if (at < 0.0 || at > end) {
    float shift = mode == 1 ? 1.0 : 0.0;
    at = at - period * floor(at / period);
    if (at > end) {
      // Between the last pixel and its mirror image nothing moves.
      turned = -1.0;
      if (mode == 1 && at < float(n)) turned = 1.0;
      else at = period - at - shift;
    }
  }
  if (at < 0.0 || at > end) turned = 0.0;
  return clamp(at, 0.0, end);
}

// The first pixel along an axis, and what it and the next weigh.
int corner(float at, int axis, out vec2 weights) {
  float turned;
  float place = fold(at, source(axis), turned);
#ifdef NEAREST
  weights = vec2(slope(axis) == 1 ? 0.0 : 1.0, 0.0);
  return int(floor(place + 0.5));
#else
  float whole = floor(place);
  weights = slope(axis) == 1 ? vec2(-turned, turned) : vec2(1.0 - (place - whole), place - whole);
  return int(whole);
#endif
}

// Whether there is a place at all; no number of a far away one fits into an int.
bool exists(vec2 p) {
  if (!(abs(p.x) < 1e8 && abs(p.y) < 1e8)) return false;
  if (mode != 5) return true;
  return p.x >= 0.0 && p.y >= 0.0 && p.x <= float(source(0) - 1) && p.y <= float(source(1) - 1);
}

bool inside(int i, int j) { return i >= 0 && i < source(0) && j >= 0 && j < source(1); }

// Where point number `point` lies: (row, column). Points are (sets, area, 2), with `sets_step` 0
// where one set serves all images.
vec2 point_at(int point) {
  int image = point / area;
  int e = (image * sets_step + point - image * area) * 2;
  vec4 two = points_texel(e >> 2);
  return (e & 2) == 0 ? two.xy : two.zw;
}
