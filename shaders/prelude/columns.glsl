// For kernels that fold rows into one, column by column, in parts of `chunk` rows: they define
// `void fold(int first, int end, int c, out P a, out P b)`. ROWS: a column c is a texel of four, else
// one element (of rows that lie end to end).
#ifdef ROWS
#define P vec4
#define X(row, c) x_texel((row) * row_texels + (c))
#else
#define P float
#define X(row, c) x_at((row) * cols + (c))
#endif
void fold(int first, int end, int c, out P a, out P b);

void fold_part(int part, int c, out P a, out P b) {
  fold(part * chunk, min(part * chunk + chunk, rows), c, a, b);
}

#ifdef ROWS
void columns(out vec4 a, out vec4 b) {
  int t = out_texel();
  int part = t / row_texels;
  fold_part(part, t - part * row_texels, a, b);
}
#else
void lane(int e, out float a, out float b) {
  e = min(e, parts * cols - 1);
  int part = e / cols;
  fold_part(part, e - part * cols, a, b);
}

void columns(out vec4 a, out vec4 b) {
  int e = out_texel() * 4;
  lane(e, a.x, b.x);
  lane(e + 1, a.y, b.y);
  lane(e + 2, a.z, b.z);
  lane(e + 3, a.w, b.w);
}
#endif
