// Places: where a texel of a or of b is, as a number that a loop can step through, so that the work of
// finding it is not done anew at each read. They add up as the numbers of texels do that they stand
// for: a_place(t) + n * A_NEXT is a_place(t + n), and a negative number's place is negative.
// A function whose loop says A_READ(place) or B_READ(place) says HOIST first: no compiler of a
// software renderer moves the reading of a uniform out of a loop.
#ifdef SAMPLED
#define PLACE float
#define PLACE4 vec4
#define A_NEXT a_next
#define B_NEXT b_next
#define a_places(t) (vec4(t) * a_next)
#define b_places(t) (vec4(t) * b_next)
#define HOIST vec2 a_fix = vec2(a_half, 0.5 * a_line), b_fix = vec2(b_half, 0.5 * b_line); \
  float a_high = a_line, b_high = b_line;
// A place counts lines of the texture; it repeats itself along them, so only the fraction matters.
#define A_READ(place) texture(a_texture, vec2(place, floor(place) * a_high) + a_fix)
#define B_READ(place) texture(b_texture, vec2(place, floor(place) * b_high) + b_fix)
#else
#define PLACE int
#define PLACE4 ivec4
#define A_NEXT 1
#define B_NEXT 1
#define a_places(t) (t)
#define b_places(t) (t)
#define HOIST
#define A_READ(place) a_texel(place)
#define B_READ(place) b_texel(place)
#endif
#define a_place(t) (PLACE(t) * A_NEXT)
#define b_place(t) (PLACE(t) * B_NEXT)
