"""Kernels that a user writes in GLSL: ``tf.kernel`` makes ops of them."""
