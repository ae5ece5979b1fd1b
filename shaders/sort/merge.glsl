// Merges neighbouring runs of `run` sorted keys, lines of `width`, and the places that go with them.
// Where the first of four results comes from is found by bisection: of the first d merged keys, i are
// of the left run. On ties the left run comes first, so the order is stable.
void main() {
  int t = out_texel();
  int e = t * 4;
  int line = e / width;
  int p = e - line * width;
  int begin = p / (2 * run) * (2 * run);
  int lefts = min(run, width - begin);
  int rights = max(0, min(run, width - begin - run));
  int left = line * width + begin;
  int right = left + run;
  int d = p - begin;
  int low = max(0, d - rights);
  int high = min(d, lefts);
  for (int n = 0; n < steps && low < high; n++) {
    int i = (low + high) >> 1;
    if (keys_at(left + i) <= keys_at(right + d - 1 - i)) low = i + 1;
    else high = i;
  }
  int i = low;
  int j = d - low;
  ivec4 merged, place;
  for (int n = 0; n < 4; n++) {
    int a = i < lefts ? keys_at(left + i) : 0;
    int b = j < rights ? keys_at(right + j) : 0;
    bool first = i < lefts && (j >= rights || a <= b);
    merged[n] = first ? a : b;
    place[n] = from_at(first ? left + i : right + j);
    if (first) i++;
    else j++;
  }
  y = merged;
  places = place;
}
