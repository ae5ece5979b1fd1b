// One step of stochastic gradient descent: w decays, then moves against g; all of one shape.
// MOMENTUM keeps a velocity m; NESTEROV looks one step ahead with it.
void main() {
  int t = out_texel();
  float lr = rate_at(0);
  vec4 g = g_texel(t);
  vec4 w = w_texel(t) * (1.0 - decay * lr);
#ifdef MOMENTUM
  vec4 v = m_texel(t) * momentum - g * lr;
  m_new = v;
#ifdef NESTEROV
  y = w + v * momentum - g * lr;
#else
  y = w + v;
#endif
#else
  y = w - g * lr;
#endif
}
