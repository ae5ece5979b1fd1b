// The state one step on; it holds (seed, seed, step, spare).
void main() { y = state_texel(out_texel()) + ivec4(0, 0, 1, 0); }
