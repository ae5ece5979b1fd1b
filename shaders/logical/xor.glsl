// a or b, not both
int op(int a, int b) { return a ^ b; }
