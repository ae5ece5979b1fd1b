// Where the matrices of one batch entry start in a and in b, in elements. Needs batch_rank, batch_dims
// and the strides of both along the batch axes (0 where one is broadcast).
ivec2 batch_offsets(int batch) {
  ivec2 at = ivec2(0);
  for (int d = batch_rank - 1; d >= 0; d--) {
    int above = batch / batch_dims(d);
    at += (batch - above * batch_dims(d)) * ivec2(a_strides(d), b_strides(d));
    batch = above;
  }
  return at;
}
