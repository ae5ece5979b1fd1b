// a / 2^b, rounded down; what is left of a far shift is the sign
int op(int a, int b) { return a >> (b < 0 || b > 31 ? 31 : b); }
