// g v (1 - v), of the result
float op(float g, float v) { return g * (v * (1.0 - v)); }
