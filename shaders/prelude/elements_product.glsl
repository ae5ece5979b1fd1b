// sum over k of a[i + k * a_step] * b[j + k * b_step]
Y elements_product(int i, int j) {
  Y acc = Y(0);
  for (int n = 0; n < k; n++, i += a_step, j += b_step) acc += a_at(i) * b_at(j);
  return acc;
}
