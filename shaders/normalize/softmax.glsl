// exp(x - maximum) / sum, with the maximum and the sum of each row in s.
float normal(float x, float most, float total) { return exp(x - most) / total; }
