// x / (1 + |x|)
float op(float x) { return x / (1.0 + abs(x)); }
