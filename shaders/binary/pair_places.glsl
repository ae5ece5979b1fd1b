// the place on two axes as one, -1 where an index is out of range; if outer is 0, a is a place already
Y op(T a, T b) {
  int i = a < 0 && outer > 0 ? a + outer : a;
  int j = b < 0 ? b + size : b;
  return i < 0 || (outer > 0 && i >= outer) || j < 0 || j >= size ? -1 : i * size + j;
}
