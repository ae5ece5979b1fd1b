// a / b, divided by b's larger part first, which keeps squares from overflowing (Smith 1962)
vec2 op(vec2 a, vec2 b) {
  bool wide = abs(b.x) >= abs(b.y);
  float most = wide ? b.x : b.y, least = wide ? b.y : b.x;
  float t = least / most;
  t = most == 0.0 ? 0.0 : t;
  float below = most + least * t;
  return (wide ? vec2(a.x + a.y * t, a.y - a.x * t) : vec2(a.x * t + a.y, a.y * t - a.x)) / below;
}
