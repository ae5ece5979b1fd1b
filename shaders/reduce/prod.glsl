// a * b
T identity() { return T(1); }
T combine(T a, T b) { return a * b; }
