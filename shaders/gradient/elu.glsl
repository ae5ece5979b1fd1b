// g (v + alpha) where the result is below 0: there v + alpha is alpha e^x
float op(float g, float v) { return v < 0.0 ? g * (v + alpha) : g; }
