// Element by element; for filters that lie flat.
#include "prelude/elements_product.glsl"
#define P Y
P product(int i, int tap, int c) { return elements_product(i, tap * b_tap + c * b_col); }
