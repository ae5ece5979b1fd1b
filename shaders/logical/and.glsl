// a and b
int op(int a, int b) { return a & b; }
