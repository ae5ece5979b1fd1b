// A sum for each of R (4 or 8) outputs, kept in registers until `write_sums`.
Y4 sum0 = Y4(0), sum1 = Y4(0), sum2 = Y4(0), sum3 = Y4(0);
#if R > 4
Y4 sum4 = Y4(0), sum5 = Y4(0), sum6 = Y4(0), sum7 = Y4(0);
#endif

void write_sums() {
  y0 = sum0;
  y1 = sum1;
  y2 = sum2;
  y3 = sum3;
#if R > 4
  y4 = sum4;
  y5 = sum5;
  y6 = sum6;
  y7 = sum7;
#endif
}
