// x itself: a copy
Y op(T x) { return x; }
