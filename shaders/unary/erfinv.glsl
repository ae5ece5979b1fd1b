// the number of which erf is x; infinite at -1 and 1, NaN beyond
#include "prelude/inverse_erf.glsl"
float op(float x) { return erfinvf(x); }
