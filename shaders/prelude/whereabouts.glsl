// For kernels that treat an element by its row's or its column's numbers: COLUMN(v_texel, v_at) are
// those of a vector v for this texel's four columns, ROW(k) the k-th of two in s for its four rows.
// ROWS: rows start on texels. `locate` must be called first.
#ifdef ROWS
int row, column;
void locate() {
  row = out_texel() / row_texels;
  column = out_texel() - row * row_texels;
}
#define COLUMN(texel, at) texel(column)
#define ROW(k) vec4(s_at(row * 2 + k))
#else
ivec4 row, column;
void locate() {
  ivec4 e = min(out_texel() * 4 + ivec4(0, 1, 2, 3), ivec4(rows * cols - 1));
  row = e / cols;
  column = e - row * cols;
}
#define COLUMN(texel, at) vec4(at(column.x), at(column.y), at(column.z), at(column.w))
#define ROW(k) vec4(s_at(row.x * 2 + k), s_at(row.y * 2 + k), s_at(row.z * 2 + k), s_at(row.w * 2 + k))
#endif
#ifdef BY_ROW
#define MEAN ROW(0)
#define RATE ROW(1)
#else
#define MEAN COLUMN(mean_texel, mean_at)
#define RATE inversesqrt(COLUMN(variance_texel, variance_at) + epsilon)
#endif
