// ~x
int op(int x) { return ~x; }
