// x where column - row lies from low to high, else 0; x and y lie alike
bool kept(int element) {
  int row = element / y_stride;
  int ahead = element - row * y_stride - row % rows;
  return ahead >= low && ahead <= high;
}
void main() {
  int t = out_texel();
  T4 v = x_texel(t);
  // A select, since what is left out may be NaN.
  y = Y4(kept(4 * t) ? v.x : Y(0), kept(4 * t + 1) ? v.y : Y(0),
         kept(4 * t + 2) ? v.z : Y(0), kept(4 * t + 3) ? v.w : Y(0));
}
