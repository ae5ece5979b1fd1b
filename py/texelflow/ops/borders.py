"""Padding: with a number, or with the tensor's own elements, mirrored, repeated or wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .complex_rules import each_part
from .creation import fill
from .reshaping import clone
from .slicing import place
from .string_rules import moved

__all__ = ["mirror_pad", "pad", "pad1d", "pad2d", "pad3d", "pad4d"]

Pair = tuple[int, int]

MODES = ("reflect", "symmetric", "edge", "wrap")
"""By the numbers that ``prelude/borders.glsl`` gives them."""


# --- the two ops ----------------------------------------------------------------------------------


def _extend_shape(x: Spec, *, pairs: tuple[Pair, ...], mode: str) -> tuple[int, ...]:
    del mode
    return tuple(n + before + after for n, (before, after) in zip(x.shape, pairs, strict=True))


def _lower_extend(b: Builder, y: Spec, x: Buffer, *, pairs: tuple[Pair, ...], mode: str) -> Buffer:
    rest = 6 - y.ndim
    texels = y.layout.aligned and x.spec.layout.aligned and pairs[-1] == (0, 0)
    return b.draw(
        "border/extend",
        {"x": x},
        y,
        {"ROWS": texels},
        rank=y.ndim,
        dims=(*y.shape, *(1,) * rest),
        x_dims=(*x.spec.shape, *(1,) * rest),
        x_strides=(*strides_of(x.spec.shape), *(0,) * rest),
        before=(*(before for before, _ in pairs), *(0,) * rest),
        mode=MODES.index(mode),
        y_stride=y.layout.stride,
        **({} if texels else {"y_cols": y.layout.cols}),
    )


def _extend_grad(g: Tensor, _y: Spec, _x: Spec, *, pairs: tuple[Pair, ...], mode: str) -> Tensor:
    for axis, pair in enumerate(pairs):
        if pair != (0, 0):
            g = fold_borders(g, axis, pair, mode)
    return g


@op(
    shape=_extend_shape,
    types=unchanged,
    lower=_lower_extend,
    grad=_extend_grad,
    complex=each_part,
    strings=moved,
)
def extend_borders(x: TensorLike, pairs: Sequence[Pair], mode: str) -> Tensor:
    """Return x padded with its own elements; see ``pad``, which checks the arguments."""
    ...


def _fold_shape(x: Spec, *, axis: int, pair: Pair, mode: str) -> tuple[int, ...]:
    del mode
    return (*x.shape[:axis], x.shape[axis] - sum(pair), *x.shape[axis + 1 :])


def _lower_fold(b: Builder, y: Spec, x: Buffer, *, axis: int, pair: Pair, mode: str) -> Buffer:
    aligned = y.layout.aligned and x.spec.layout.aligned and axis < y.ndim - 1
    inner = prod(y.shape[axis + 1 : -1]) * (y.layout.stride >> 2) if aligned else 0
    params: dict[str, Any] = {}
    if not aligned:
        params = {"x_cols": x.spec.layout.cols, "x_stride": x.spec.layout.stride}
        params |= {"y_cols": y.layout.cols, "y_stride": y.layout.stride}
    return b.draw(
        "border/gather",
        {"x": x},
        y,
        {"TEXELS": aligned},
        inner=inner or prod(y.shape[axis + 1 :]),
        size=y.shape[axis],
        total=x.spec.shape[axis],
        before=pair[0],
        mode=MODES.index(mode),
        **params,
    )


def _fold_grad(g: Tensor, _y: Spec, _x: Spec, *, axis: int, pair: Pair, mode: str) -> Tensor:
    pairs = tuple(pair if at == axis else (0, 0) for at in range(g.ndim))
    return extend_borders(g, pairs, mode)


@op(
    shape=_fold_shape,
    types=unchanged,
    lower=_lower_fold,
    grad=_fold_grad,
    complex=each_part,
)
def fold_borders(x: TensorLike, axis: int, pair: Pair, mode: str) -> Tensor:
    """Return the adjoint of ``extend_borders`` along one axis: what was made of one is added up."""
    ...


# --- the public functions -------------------------------------------------------------------------


def _pairs(call: str, x: Tensor, paddings: Any) -> list[Pair]:
    """Return ``paddings`` as one (before, after) per axis."""
    given: list[Any] = [paddings] * x.ndim if isinstance(paddings, int) else list(paddings)
    if len(given) == 2 and all(isinstance(p, int) for p in given):
        given = [tuple(given)] * x.ndim
    pairs: list[Any] = [(p, p) if isinstance(p, int) else tuple(p) for p in given]
    if len(pairs) != x.ndim or any(len(p) != 2 for p in pairs):
        raise ShapeError(f"{call}: paddings {paddings} must be one pair per axis")
    if not all(hasattr(n, "__index__") for p in pairs for n in p):
        raise ShapeError(f"{call}: paddings {paddings} must be whole numbers")
    if any(n < 0 for p in pairs for n in p):
        raise ShapeError(f"{call}: paddings {paddings} must not be negative")
    return pairs


def pad(
    x: Any, paddings: Sequence[Sequence[int]], constant_value: float = 0, mode: str = "constant"
) -> Tensor:
    """Return x with ``paddings[axis] = (before, after)`` elements around it.

    Args:
        x: any tensor.
        paddings: one pair per axis; an int, or one pair, counts for every axis, as in NumPy.
        constant_value: what is put there where ``mode`` is "constant".
        mode: NumPy's "constant", "reflect" (mirrored about the outermost element), "symmetric"
            (mirrored with it), "edge" (the outermost repeated) or "wrap" (from the other end).

    Mirrors TensorFlow.js ``tf.pad`` and NumPy's ``pad``.

    Raises:
        ShapeError: if the paddings do not fit x, are negative, or ask for elements of an axis that
            has none.

    >>> tf.pad([1, 2], [[1, 2]]).tolist()
    [0, 1, 2, 0, 0]
    >>> tf.pad([1, 2, 3], 2, mode="reflect").tolist()
    [3, 2, 1, 2, 3, 2, 1]
    """
    x = as_tensor("pad", x)
    call = f"pad(x: {x.shape})"
    pairs = _pairs(call, x, paddings)
    if mode in MODES:
        return _extended(call, x, pairs, mode)
    if mode != "constant":
        raise ValueError(f"{call}: mode {mode!r} must be one of {('constant', *MODES)}")
    shape = tuple(size + sum(p) for size, p in zip(x.shape, pairs, strict=True))
    if not x.ndim or not x.size:
        return clone(x) if not x.ndim else fill(shape, constant_value, x.dtype)
    ranges = [(p[0], 1, size) for size, p in zip(x.shape, pairs, strict=True)]
    return place(x, shape, ranges, constant_value)


def _extended(call: str, x: Tensor, pairs: list[Pair], mode: str) -> Tensor:
    if all(p == (0, 0) for p in pairs):
        return clone(x)
    for axis, pair in enumerate(pairs):
        if any(pair) and not x.shape[axis]:
            raise ShapeError(f"{call}: axis {axis} has no elements to pad with; use 'constant'")
    return extend_borders(x, tuple(pairs), mode)


def mirror_pad(x: Any, paddings: Sequence[Sequence[int]], mode: str) -> Tensor:
    """Return x padded with its mirror image, "reflect" or "symmetric" as in ``pad``.

    Mirrors TensorFlow.js ``tf.mirrorPad``; there is one mirror image, so no more can be padded
    than x has.

    Raises:
        ShapeError: if a padding is larger than the axis ("reflect": than the axis less one).

    >>> tf.mirror_pad([1, 2, 3], [[2, 1]], "symmetric").tolist()
    [2, 1, 1, 2, 3, 3]
    """
    x = as_tensor("mirror_pad", x)
    call = f"mirror_pad(x: {x.shape})"
    if mode not in MODES[:2]:
        raise ValueError(f"{call}: mode {mode!r} must be 'reflect' or 'symmetric'")
    pairs = _pairs(call, x, paddings)
    for axis, (size, pair) in enumerate(zip(x.shape, pairs, strict=True)):
        most = max(0, size - 1) if mode == "reflect" else size
        if max(pair) > most:
            raise ShapeError(
                f"{call}: paddings {pair} of axis {axis} must be at most {most} with "
                f"{mode!r}; tf.pad takes more"
            )
    return _extended(call, x, pairs, mode)


def _ranked(name: str, rank: int, x: Any, paddings: Any, constant_value: float) -> Tensor:
    x = as_tensor(name, x)
    if x.ndim != rank:
        raise ShapeError(f"{name}(x: {x.shape}): needs {rank} axes")
    return pad(x, paddings, constant_value)


def pad1d(x: Any, paddings: Sequence[int], constant_value: float = 0) -> Tensor:
    """Return a vector with (before, after) elements of ``constant_value`` around it; see ``pad``.

    >>> tf.pad1d([1, 2], [1, 0]).tolist()
    [0, 1, 2]
    """
    return _ranked("pad1d", 1, x, paddings, constant_value)


def pad2d(x: Any, paddings: Sequence[Sequence[int]], constant_value: float = 0) -> Tensor:
    """Return a matrix padded; see ``pad``.

    >>> tf.pad2d([[1, 2]], [[0, 0], [1, 0]]).tolist()
    [[0, 1, 2]]
    """
    return _ranked("pad2d", 2, x, paddings, constant_value)


def pad3d(x: Any, paddings: Sequence[Sequence[int]], constant_value: float = 0) -> Tensor:
    """Return a tensor of three axes padded; see ``pad``.

    >>> tf.pad3d([[[1, 2]]], [[0, 0], [0, 0], [1, 0]]).tolist()
    [[[0, 1, 2]]]
    """
    return _ranked("pad3d", 3, x, paddings, constant_value)


def pad4d(x: Any, paddings: Sequence[Sequence[int]], constant_value: float = 0) -> Tensor:
    """Return a tensor of four axes padded; see ``pad``.

    >>> tf.pad4d([[[[1, 2]]]], [[0, 0], [0, 0], [0, 0], [1, 0]]).tolist()
    [[[[0, 1, 2]]]]
    """
    return _ranked("pad4d", 4, x, paddings, constant_value)
