// a / b, and 0 where b is 0
float op(float a, float b) { return b == 0.0 ? 0.0 : a / b; }
