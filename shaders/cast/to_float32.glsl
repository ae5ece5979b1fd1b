// int32 or bool to float32, to the nearest
float op(T x) { return float(x); }
