// g (1 - v^2), of the result
float op(float g, float v) { return g * (1.0 - v * v); }
