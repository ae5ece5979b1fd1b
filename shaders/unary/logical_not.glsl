// not x
int op(int x) { return 1 - x; }
