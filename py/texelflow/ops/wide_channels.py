"""Channels that lie flat: images of one or two are drawn as if they were of four.

A kernel that works texel by texel needs rows that start on texels. One copy more is cheap beside
the sums: a 3 x 3 gradient by eight channels of two took 39 ms element by element, and takes 7.
"""

from __future__ import annotations

from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from .walks import strided_copy

WIDE = 4


def wide(x: Spec) -> Spec:
    """Return a spec whose rows start on texels: x itself, or one with more columns."""
    return x if x.layout.aligned else Spec((*x.shape[:-1], WIDE), x.dtype)


def widened(b: Builder, x: Buffer) -> Buffer:
    """Copy x into ``wide(x)``, if it lies flat; columns beyond x's own hold garbage."""
    if x.spec.layout.aligned:
        return x
    y = wide(x.spec)
    return strided_copy(b, y, x, strides_of(x.spec.shape), 0, y.shape)


def cut_to(b: Builder, y: Spec, x: Buffer) -> Buffer:
    """Return the first elements of x along every axis: what belongs to y."""
    if x.spec.shape == y.shape:
        return x
    return strided_copy(b, y, x, strides_of(x.spec.shape), 0, y.shape)
