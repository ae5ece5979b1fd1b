// x times the probability that a standard normal number is below x
#include "prelude/gauss.glsl"
float op(float x) { return x < -16.0 ? -0.0 : x * normal_cdf(x); }
