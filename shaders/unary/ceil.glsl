// the least whole number that is not below x
Y op(T x) { return ceil(x); }
