"""Decompositions without what is arbitrary in them: signs of vectors, and how a basis goes on."""

from __future__ import annotations

from typing import Any

import texelflow as tf


def eigh_but_signs(x: Any) -> Any:
    """Return eigenvalues, and the sizes of the eigenvectors' elements."""
    w, v = tf.linalg.eigh(x)
    return w, tf.abs(v)


def svd_but_signs(x: Any) -> Any:
    """Return u, s and vh, the first and last without signs."""
    u, s, vh = tf.linalg.svd(x, full_matrices=False)
    return tf.abs(u), s, tf.abs(vh)


def svd_together(x: Any) -> Any:
    """Return what u, s and vh make together, and how orthogonal u and vh are, both square."""
    u, s, vh = tf.linalg.svd(x)
    m, n = x.shape[-2:]
    middle = tf.linalg.diag(s)
    pads = [[0, 0]] * (x.ndim - 2) + [[0, m - s.shape[-1]], [0, n - s.shape[-1]]]
    made = tf.matmul(tf.matmul(u, tf.pad(middle, pads)), vh)
    return made, tf.matmul(u, u, True), tf.matmul(vh, vh, False, True)


def qr_together(x: Any) -> Any:
    """Return Q times R, how orthogonal Q is, and R; Q is square."""
    q, r = tf.linalg.qr(x, full_matrices=True)
    return tf.matmul(q, r), tf.matmul(q, q, True), r
