// 1 / x
float op(float x) { return 1.0 / x; }
