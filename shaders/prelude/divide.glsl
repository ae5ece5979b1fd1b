// (number / by, number mod by) of number >= 0, with 1 / by given: most machines' vectors have no integer
// division. The float's quotient is off by one at most, for numbers that a float counts exactly.
ivec2 divided(int number, int by, float by_inverse) {
#ifdef FAR
  int times = number / by;
  return ivec2(times, number - times * by);
#else
  int times = int(float(number) * by_inverse);
  int left = number - times * by;
  int off = left < 0 ? -1 : left >= by ? 1 : 0;
  return ivec2(times + off, left - off * by);
#endif
}
