// What a kernel reads of a pixel's channels at once: with TEXELS (the rows of x and y start on texels) the
// four from element e on, else one.
#ifdef TEXELS
#define V Y4
#define FETCH(e) x_texel((e) >> 2)
#else
#define V Y
#define FETCH(e) x_at(e)
#endif
