// condition ? a : b
Y op(int condition, Y a, Y b) { return condition != 0 ? a : b; }
