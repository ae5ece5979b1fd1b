// a / b
Y op(T a, T b) { return a / b; }
