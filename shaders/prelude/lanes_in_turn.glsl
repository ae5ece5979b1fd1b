// As prelude/lanes.glsl, for a `value` that is long: a loop that shifts the lanes in, so that one copy
// of it is compiled where four calls would be four. Where `value` is short the loop itself is dearer.
Y lane(int element) {
  int row = element / y_stride;
  return value(row * y_cols + min(element - row * y_stride, y_cols - 1));
}

void main() {
  int element = out_texel() * 4;
  Y4 lanes = Y4(0);
  for (int i = 0; i < 4; i++) lanes = Y4(lanes.yzw, lane(element + i));
  y = lanes;
}
