// The gradient of standardize/apply by x, through mean and deviation too, h being x standardised:
// (g - mean(g) - h * mean(g * h)) * gamma / deviation. The means are in p and q by columns (as sums
// over `total` rows); or BY_ROW, of g * gamma, in m.
#include "prelude/whereabouts.glsl"
void main() {
  locate();
  vec4 g = g_texel(out_texel());
  vec4 rate = RATE;
  vec4 h = (x_texel(out_texel()) - MEAN) * rate;
#ifdef BY_ROW
#ifdef ROWS
#define MEANS(k) vec4(m_at(row * 2 + k))
#else
#define MEANS(k) vec4(m_at(row.x * 2 + k), m_at(row.y * 2 + k), m_at(row.z * 2 + k), m_at(row.w * 2 + k))
#endif
  y = (g * COLUMN(gamma_texel, gamma_at) - MEANS(0) - h * MEANS(1)) * rate;
#else
  vec4 level = COLUMN(p_texel, p_at) / float(total);
  vec4 tilt = COLUMN(q_texel, q_at) / float(total);
  y = (g - level - h * tilt) * (rate * COLUMN(gamma_texel, gamma_at));
#endif
}
