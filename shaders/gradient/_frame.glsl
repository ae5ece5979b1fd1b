// As binary: op(g, v) where g is the gradient of an activation's result, and v the result or, where
// that does not tell enough, the input. One draw instead of three or more.
#include "binary/_frame.glsl"
