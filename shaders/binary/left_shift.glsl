// a * 2^b, wrapping around; 0 where no bit is left
int op(int a, int b) { return b < 0 || b > 31 ? 0 : a << b; }
