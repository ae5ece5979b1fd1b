// What recurrent layers do to gates (gate4) and to everything else (act4): sigmoid and tanh, unless
// a define names another; and their slopes by what they returned.
#include "prelude/activations.glsl"

vec4 hard_sigmoid4(vec4 x) {
  vec4 y = x / 6.0 + 0.5;  // NaN stays, as comparisons with it are false
  return mix(mix(y, vec4(0.0), lessThan(y, vec4(0.0))), vec4(1.0), greaterThan(y, vec4(1.0)));
}

vec4 hard_sigmoid_slope(vec4 y) {
  return vec4(greaterThan(y, vec4(0.0))) * vec4(lessThan(y, vec4(1.0))) / 6.0;
}

#if defined(GATE_HARD_SIGMOID)
vec4 gate4(vec4 x) { return hard_sigmoid4(x); }
vec4 gate_slope(vec4 y) { return hard_sigmoid_slope(y); }
#else
vec4 gate4(vec4 x) { return sigmoid4(x); }
vec4 gate_slope(vec4 y) { return y * (1.0 - y); }
#endif

#if defined(ACT_RELU)
vec4 act4(vec4 x) { return mix(x, vec4(0.0), lessThan(x, vec4(0.0))); }
vec4 act_slope(vec4 y) { return vec4(greaterThan(y, vec4(0.0))); }
#elif defined(ACT_LINEAR)
vec4 act4(vec4 x) { return x; }
vec4 act_slope(vec4 y) { return vec4(1.0); }
#elif defined(ACT_SIGMOID)
vec4 act4(vec4 x) { return sigmoid4(x); }
vec4 act_slope(vec4 y) { return y * (1.0 - y); }
#elif defined(ACT_HARD_SIGMOID)
vec4 act4(vec4 x) { return hard_sigmoid4(x); }
vec4 act_slope(vec4 y) { return hard_sigmoid_slope(y); }
#else
#define ACT_TANH
vec4 act4(vec4 x) { return tanh4(x); }
vec4 act_slope(vec4 y) { return 1.0 - y * y; }
#endif
