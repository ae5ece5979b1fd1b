// an index from the axis's start; -1 where it is out of range
Y op(T x) {
  int i = x < 0 ? x + size : x;
  return i >= 0 && i < size ? i : -1;
}
