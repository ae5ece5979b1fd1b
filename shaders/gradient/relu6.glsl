// g where the input is between 0 and 6
float op(float g, float v) { return v > 0.0 && v < 6.0 ? g : 0.0; }
