// -x
Y op(T x) { return -x; }
