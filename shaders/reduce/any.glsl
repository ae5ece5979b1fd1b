// a or b
T identity() { return 0; }
T combine(T a, T b) { return a | b; }
