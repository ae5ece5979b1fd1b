// One step of Adam: w decays, m and v are running means of g and g², w moves by the ratio of both,
// each corrected for having started at zero. AMSGRAD divides by the largest v so far.

// 1 - exp(x) for x <= 0; near 0, where the difference would cancel, by its series.
float one_minus_exp(float x) {
  if (x < -0.5) return 1.0 - exp(x);
  float s = 1.0 + x * (1.0 / 7.0) * (1.0 + x * 0.125);
  s = 1.0 + x * (1.0 / 5.0) * (1.0 + x * (1.0 / 6.0) * s);
  return -x * (1.0 + x * 0.5 * (1.0 + x * (1.0 / 3.0) * (1.0 + x * 0.25 * s)));
}

void main() {
  int t = out_texel();
  float lr = rate_at(0);
  float n = float(step_at(0) + 1);
  float alpha = lr * sqrt(one_minus_exp(n * log_beta_2)) / one_minus_exp(n * log_beta_1);
  vec4 g = g_texel(t);
  vec4 w = w_texel(t) * (1.0 - decay * lr);
  vec4 m = m_texel(t);
  vec4 v = v_texel(t);
  m += (g - m) * rest_1;
  v += (g * g - v) * rest_2;
  m_new = m;
  v_new = v;
#ifdef AMSGRAD
  v = max(v, v_max_texel(t));
  v_max_new = v;
#endif
  y = w - m * alpha / (sqrt(v) + epsilon);
}
