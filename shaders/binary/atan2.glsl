// The angle of the point (b, a), from -pi to pi.
#include "prelude/trigonometry.glsl"
float op(float a, float b) { return atan2f(a, b); }
