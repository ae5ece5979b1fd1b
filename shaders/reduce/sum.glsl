// a + b
T identity() { return T(0); }
T combine(T a, T b) { return a + b; }
