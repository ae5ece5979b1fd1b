// the identity matrix, or as many of its columns as y has
float cell(int row, int col) { return float(row % rows == col); }
#include "prelude/cells.glsl"
