// whether the sign is a minus, that of -0 and of NaN too
int sign_of(float x) { return int(floatBitsToUint(x) >> 31); }
int sign_of(int x) { return int(x < 0); }
int op(T x) { return sign_of(x); }
