// the nearest whole number, halves to the even one; larger floats are whole already
Y op(T x) { return abs(x) < 8388608.0 ? roundEven(x) : x; }
