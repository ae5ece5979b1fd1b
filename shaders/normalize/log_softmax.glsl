// x - maximum - log(sum), with the maximum and the sum of each row in s.
#include "prelude/exponential.glsl"
float normal(float x, float most, float total) { return (x - most) - logf(total); }
