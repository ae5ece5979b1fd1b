// x, or alpha x below 0
float op(float x) { return x < 0.0 ? alpha * x : x; }
