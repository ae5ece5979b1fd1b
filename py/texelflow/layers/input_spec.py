"""What a layer expects of its input, and the error that teaches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..errors import ShapeError

Shape = tuple[int | None, ...]


class InputSpec(NamedTuple):
    """Rank and axis sizes of an input; None means any. Mirrors ``keras.InputSpec``.

    >>> tf.layers.InputSpec(axes={-1: 3}).check("dense", (None, 4))
    Traceback (most recent call last):
        ...
    texelflow.errors.ShapeError: dense: expected last axis 3, got (None, 4)
    """

    ndim: int | None = None
    min_ndim: int | None = None
    max_ndim: int | None = None
    axes: Mapping[int, int] | None = None

    def check(self, layer: str, shape: Sequence[int | None]) -> None:
        """Raise if an input of ``shape`` does not fit.

        Raises:
            ShapeError: naming the layer, what it expects and what it got.
        """
        got = tuple(shape)
        if self.ndim is not None and len(got) != self.ndim:
            raise ShapeError(f"{layer}: expected {self.ndim} axes, got {len(got)}: {got}")
        if self.min_ndim is not None and len(got) < self.min_ndim:
            raise ShapeError(f"{layer}: expected at least {self.min_ndim} axes, got {got}")
        if self.max_ndim is not None and len(got) > self.max_ndim:
            raise ShapeError(f"{layer}: expected at most {self.max_ndim} axes, got {got}")
        for axis, size in (self.axes or {}).items():
            if got[axis] not in (None, size):
                where = "last axis" if axis in (-1, len(got) - 1) else f"axis {axis}"
                raise ShapeError(f"{layer}: expected {where} {size}, got {got}")


def shape_of(value: Any) -> Any:
    """Return the shape of a tensor, or those of a list or dict of them."""
    if isinstance(value, dict):
        return {key: shape_of(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [shape_of(item) for item in value]
    return tuple(value.shape)


def batchless(shape: Any) -> Any:
    """Return a shape (or those in a list or dict) with its batch size unknown."""
    if isinstance(shape, dict):
        return {key: batchless(item) for key, item in shape.items()}
    if isinstance(shape, list):
        return [batchless(item) for item in shape]
    return (None, *shape[1:]) if shape else shape


def known(layer: str, shape: Sequence[int | None], axis: int = -1) -> int:
    """Return the size of ``axis``, which a layer needs to know in order to make its weights."""
    size = shape[axis] if shape else None
    if size is None:
        raise ShapeError(f"{layer}: the size of axis {axis} must be known, got {tuple(shape)}")
    return size
