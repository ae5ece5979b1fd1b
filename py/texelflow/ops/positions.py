"""Where along an axis the greatest or least element is."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import normalize_axis, reduced_shape
from ..tensor import Tensor, TensorLike
from ..types import to_int32
from .reshaping import lower_reshape

__all__ = ["argmax", "argmin"]

CHUNK = 256
"""Most elements that one fragment compares, unless there are fragments enough."""

FEW = 4096
"""With at least this many results there are."""


def _shape(x: Spec, *, axis: int | None, keepdims: bool) -> tuple[int, ...]:
    axes = tuple(range(x.ndim)) if axis is None else (normalize_axis(axis, x.ndim),)
    shape = reduced_shape(x.shape, axes, keepdims)
    if x.size == 0 and prod(shape):
        raise ShapeError(f"no elements lie along axis {axis}; it must not be empty")
    return shape


def _flattened(b: Builder, x: Buffer) -> Buffer:
    return lower_reshape(b, Spec((x.spec.size,), x.spec.dtype), x)


def _position(kernel: str) -> Callable[..., Buffer]:
    """Return the lowering: each draw leaves one candidate a chunk, until there is one a row."""

    def lower(b: Builder, y: Spec, x: Buffer, *, axis: int | None, keepdims: bool) -> Buffer:
        del keepdims
        if axis is None:
            x, axis = _flattened(b, x), 0
        shape, strides, layout = x.spec.shape, strides_of(x.spec.shape), x.spec.layout
        at = normalize_axis(axis, len(shape))
        rows, count = y.size, shape[at]
        place = {
            "inner": prod(shape[at + 1 :]),
            "axis_stride": strides[at],
            "outer_stride": shape[at] * strides[at] if at < len(shape) - 1 else layout.stride,
            "x_stride": layout.stride,
            # What comes after the last axis is one element, in one column.
            "x_cols": layout.cols if at < len(shape) - 1 else 1,
        }
        inputs = {"x": x}
        while True:
            chunk = count if rows >= FEW else min(count, CHUNK)
            parts = -(-count // max(1, chunk))
            spec = y if parts <= 1 else Spec((rows, parts), y.dtype)
            step = {"count": count, "parts": max(1, parts), "chunk": chunk}
            step |= {"y_cols": spec.layout.cols, "y_stride": spec.layout.stride}
            if "c" in inputs:
                step["c_stride"] = inputs["c"].spec.layout.stride
            made = b.draw(kernel, inputs, spec, {"CANDIDATES": "c" in inputs}, **place, **step)
            if parts <= 1:
                return made
            inputs, count = {"x": x, "c": made}, parts

    return lower


@op(shape=_shape, types=to_int32, lower=_position("position/greatest"))
def argmax(x: TensorLike, axis: int | None = 0, keepdims: bool = False) -> Tensor:
    """Return the position of the greatest element along ``axis`` as int32: of several the first.

    None means the position among all elements in row-major order. NaN counts as the greatest.
    The default axis is TensorFlow.js's, 0; NumPy's is None.

    Raises:
        ShapeError: if there are no elements along the axis.

    >>> tf.argmax([[1.0, 5.0], [3.0, 4.0]], axis=1).tolist()
    [1, 1]
    """
    ...


@op(shape=_shape, types=to_int32, lower=_position("position/least"))
def argmin(x: TensorLike, axis: int | None = 0, keepdims: bool = False) -> Tensor:
    """Return the position of the least element along ``axis``; everything else as ``argmax``.

    >>> tf.argmin([[1.0, 5.0], [3.0, 4.0]], axis=1).tolist()
    [0, 0]
    """
    ...
