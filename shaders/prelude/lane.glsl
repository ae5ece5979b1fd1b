// Four neighbours that begin in `lane` of p and go on in q.
T4 run(T4 p, T4 q, int lane) {
  T4 low = lane == 0 ? p : T4(p.yzw, q.x);
  T4 high = lane == 2 ? T4(p.zw, q.xy) : T4(p.w, q.xyz);
  return lane < 2 ? low : high;
}

// The same lane of four texels.
T4 across(T4 a, T4 b, T4 c, T4 d, int lane) {
  T4 low = lane == 0 ? T4(a.x, b.x, c.x, d.x) : T4(a.y, b.y, c.y, d.y);
  T4 high = lane == 2 ? T4(a.z, b.z, c.z, d.z) : T4(a.w, b.w, c.w, d.w);
  return lane < 2 ? low : high;
}
