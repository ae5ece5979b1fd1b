// (a - b)^2
Y op(T a, T b) { return (a - b) * (a - b); }
