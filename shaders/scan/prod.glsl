// cumprod
#include "reduce/prod.glsl"
