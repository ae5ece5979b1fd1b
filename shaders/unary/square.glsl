// x^2
Y op(T x) { return x * x; }
