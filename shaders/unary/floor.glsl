// the greatest whole number that is not above x
Y op(T x) { return floor(x); }
