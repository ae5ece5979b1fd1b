// The greater and the lesser of two, NaN if either is, and what is below and above all others.
#include "prelude/numeric.glsl"

float greater_of(float a, float b) { return is_nan(a) || (a >= b && !is_nan(b)) ? a : b; }
float lesser_of(float a, float b) { return is_nan(a) || (a <= b && !is_nan(b)) ? a : b; }
int greater_of(int a, int b) { return max(a, b); }
int lesser_of(int a, int b) { return min(a, b); }

#define INT_MOST 0x7fffffff
float above_all(float like) { return INF; }
float below_all(float like) { return -INF; }
int above_all(int like) { return INT_MOST; }
int below_all(int like) { return -INT_MOST - 1; }
