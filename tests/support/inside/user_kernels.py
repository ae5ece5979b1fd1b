"""Kernels as a user writes them, for ``tests/kernels`` to treat as ops of the table."""

from __future__ import annotations

import texelflow as tf

hypot = tf.kernel(
    "float op(float a, float b) { return sqrt(a * a + b * b); }",
    name="hypot",
    grad=lambda g, y, a, b: (g * a / y, g * b / y),
)

softened = tf.kernel(
    """
    float helper(float x) { return x * x; }
    float op(float x) { return helper(x) / (1.0 + sharpness * abs(x)); }
    """,
    name="softened",
    params={"sharpness": 1.0},
    grad=lambda g, _y, x, *, sharpness: (
        g * (2.0 * x + sharpness * x * tf.abs(x)) / tf.square(1.0 + sharpness * tf.abs(x))
    ),
)

mixed7 = tf.kernel(
    """
    float op(float a, float b, float c, float d, float e, float f, float g) {
      return a + b * c - d * e + f * g;
    }
    """,
    name="mixed7",
)

popcount = tf.kernel(
    """
    int op(int x) {
      int count = 0;
      for (; x != 0; x &= x - 1) count++;
      return count;
    }
    """,
    name="popcount",
)

either = tf.kernel("bool op(bool a, float x) { return a || x > level(1); }",
    params={"level": (0.0, 0.5)}, name="either")  # fmt: skip

exact = tf.kernel(
    '#include "prelude/exponential.glsl"\nfloat op(float x) { return expm1f(x) - log1pf(abs(x)); }',
    name="exact",
)

turned = tf.kernel(
    "float value(int i, int j) { return x(j, i); }",
    inputs=["x"],
    shape=lambda x: (x[1], x[0]),
    name="turned",
    grad=lambda g, _y, _x: turned(g),
)

outer = tf.kernel(
    "float value(int i, int j, int k) { return x(i) * w(j, k); }",
    inputs=["x", "w"],
    shape=lambda x, w: (*x, *w),
    name="outer",
    grad=lambda g, _y, x, w: (tf.sum(g * w, (1, 2)), tf.sum(g * tf.reshape(x, (-1, 1, 1)), 0)),
)

every_nth = tf.kernel(
    "int value(int index) { return x(index * n); }",
    inputs={"x": "int32"},
    shape=lambda x, n: ((x[0] + n - 1) // n,),
    params={"n": 2},
    name="every_nth",
)

negated = tf.kernel("void main() { y = -x_texel(out_texel()); }", inputs=["x"], name="negated")
