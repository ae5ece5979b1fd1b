// The generator's state one step on.
void main() { y = state_texel(0) + ivec4(0, 0, 1, 0); }
