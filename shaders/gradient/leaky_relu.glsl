// g, or alpha g where the input is not above 0
float op(float g, float v) { return v > 0.0 ? g : alpha * g; }
