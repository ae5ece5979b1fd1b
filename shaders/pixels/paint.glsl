// An image as a picture: the texture drawn to has one pixel a texel, `row_pixels` of them in a row.
#include "prelude/colour.glsl"
void main() {
  y = vec4(colour(int(gl_FragCoord.y) * row_pixels + int(gl_FragCoord.x))) / 255.0;
}
