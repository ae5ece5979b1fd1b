// |x|
Y op(T x) { return abs(x); }
