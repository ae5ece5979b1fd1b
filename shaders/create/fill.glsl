// The same number everywhere.
void main() { y = Y4(fill); }
