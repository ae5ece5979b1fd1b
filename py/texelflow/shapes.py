"""Result shapes: pure functions of shapes and attributes.

They raise the reason alone; ``@op`` puts the call with its shapes in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .errors import ShapeError
from .lowering import Spec


def same(x: Spec, *_: Spec, **__: Any) -> tuple[int, ...]:
    """The first input's shape."""
    return x.shape


def broadcast_shapes(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape that all broadcast to, by NumPy's rule.

    >>> broadcast_shapes((3, 1), (4,))
    (3, 4)
    """
    result: list[int] = []
    for axis in range(1, max((len(s) for s in shapes), default=0) + 1):
        sizes = {s[-axis] for s in shapes if len(s) >= axis}
        if len(sizes - {1}) > 1:
            raise ShapeError(
                f"shapes {' and '.join(map(str, shapes))} do not broadcast: sizes "
                f"{' and '.join(map(str, sorted(sizes - {1})))} meet on axis -{axis}; "
                "sizes must be equal, or one of them 1"
            )
        result.append((sizes - {1} or {1}).pop())
    return tuple(reversed(result))


def broadcast(*specs: Spec, **_: Any) -> tuple[int, ...]:
    """The shape that all inputs broadcast to."""
    return broadcast_shapes(*(spec.shape for spec in specs))


def normalize_axis(axis: Any, ndim: int) -> int:
    """Return ``axis`` counted from the front.

    >>> normalize_axis(-1, 3)
    2
    """
    if isinstance(axis, bool) or not hasattr(axis, "__index__"):
        raise TypeError(f"axis must be an int, got {axis!r}")
    index = axis.__index__()
    if not -ndim <= index < ndim:
        raise ShapeError(
            f"axis {index} is out of range for {ndim} axes; "
            + (f"it must be from {-ndim} to {ndim - 1}" if ndim else "a scalar has none")
        )
    return index % ndim if ndim else 0


def normalize_axes(axis: Any, ndim: int) -> tuple[int, ...]:
    """Return the axes of a reduction, sorted, each once; None means all.

    >>> normalize_axes((-1, 0), 3)
    (0, 2)
    """
    if axis is None:
        return tuple(range(ndim))
    items: Sequence[Any] = axis if isinstance(axis, (tuple, list)) else (axis,)
    axes = [normalize_axis(item, ndim) for item in items]
    if len(set(axes)) != len(axes):
        raise ShapeError(f"axis {tuple(items)} names an axis twice")
    return tuple(sorted(axes))


def reduced_shape(shape: tuple[int, ...], axes: tuple[int, ...], keepdims: bool) -> tuple[int, ...]:
    """Return ``shape`` with ``axes`` removed, or of size 1.

    >>> reduced_shape((2, 3, 4), (1,), True)
    (2, 1, 4)
    """
    if keepdims:
        return tuple(1 if i in axes else size for i, size in enumerate(shape))
    return tuple(size for i, size in enumerate(shape) if i not in axes)


def reduced(x: Spec, *, axis: Any = None, keepdims: bool = False, **_: Any) -> tuple[int, ...]:
    """The shape of a reduction over ``axis``."""
    return reduced_shape(x.shape, normalize_axes(axis, x.ndim), keepdims)
