// the whole number next to x on the way to 0
Y op(T x) { return trunc(x); }
