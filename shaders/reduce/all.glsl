// a and b
T identity() { return 1; }
T combine(T a, T b) { return a & b; }
