// tanh and sigmoid of four numbers.
#include "prelude/exponential.glsl"

vec4 sigmoid4(vec4 x) {
  return vec4(sigmoidf(x.x), sigmoidf(x.y), sigmoidf(x.z), sigmoidf(x.w));
}

vec4 tanh4(vec4 x) { return vec4(tanhf(x.x), tanhf(x.y), tanhf(x.z), tanhf(x.w)); }
