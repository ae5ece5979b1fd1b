// g where the result is above 0
float op(float g, float v) { return v > 0.0 ? g : 0.0; }
