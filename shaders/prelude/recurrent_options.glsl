// Masks and dropout of recurrent layers. MASKED: mask has a number for each row of each step; where
// it is 0 the step changes nothing. DROPPED: a step sees the state times `drop`.

bool skipped(int line) {
#ifdef MASKED
  return mask_at(line) == 0.0;
#else
  return false;
#endif
}

vec4 dropped(vec4 state, int t) {
#ifdef DROPPED
  return state * drop_texel(t);
#else
  return state;
#endif
}
