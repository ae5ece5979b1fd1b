"""Reading and writing the slices of a tensor at places on its first axes; see ``places``."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import prod
from typing import Any

from ..arrays import to_buffer
from ..dtypes import int32
from ..errors import DTypeError, OutOfRange, ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, from_host
from ..types import indexed
from .compare import where as choose
from .complex_rules import each_part_but
from .creation import fill
from .gathering import chains, dense, fold, lanes, units
from .reshaping import reshape
from .string_rules import moved_but

# A *place* is a number for a slice of a tensor on its first `depth` axes; -1 is no slice.

# --- places of rows of indices --------------------------------------------------------------------


def _flat_shape(x: Spec, *, dims: tuple[int, ...]) -> tuple[int, ...]:
    del dims
    return x.shape[:-1]


def _lower_flat(b: Builder, y: Spec, x: Buffer, *, dims: tuple[int, ...]) -> Buffer:
    return b.draw(
        "joining/flat_places",
        {"x": x},
        y,
        {},
        depth=len(dims),
        dims=(*dims, *(1,) * (6 - len(dims))),
        x_stride=x.spec.layout.stride,
        **lanes(y),
    )


@op(
    shape=_flat_shape,
    types=lambda dtypes, attributes: (dtypes, int32),
    lower=_lower_flat,
)
def flat_places(x: TensorLike, dims: Sequence[int]) -> Tensor:
    """Return the place that each row of indices names on axes of sizes ``dims``.

    >>> from texelflow.ops.placing import flat_places
    >>> flat_places([[1, 2], [0, 3]], [2, 3]).tolist()
    [5, -1]
    """
    ...


def _host_flat(call: str, indices: Any, dims: tuple[int, ...]) -> Tensor:
    """Return the places of rows of indices that the host knows, all of them checked."""
    data, shape, _ = to_buffer(call, indices, int32)
    depth = len(dims)
    items = memoryview(data).tolist()
    flat = array("i")
    for start in range(0, prod(shape), depth or 1):
        place = 0
        for axis, size in enumerate(dims):
            index = items[start + axis]
            if not 0 <= index < size:
                raise OutOfRange(
                    f"{call}: index {index} is out of range for axis {axis}, which has {size} "
                    f"elements; it must be from 0 to {size - 1}"
                )
            place = place * size + index
        flat.append(place)
    return from_host(call, flat, shape[:-1], int32)


def named_places(call: str, given: Any, indices: Tensor, shape: tuple[int, ...]) -> Tensor:
    """Return the places that rows of indices name in a tensor of ``shape``."""
    if indices.dtype != int32:
        raise DTypeError(f"{call}: indices are {indices.dtype}; they must be int32")
    if not indices.ndim or indices.shape[-1] > len(shape):
        raise ShapeError(
            f"{call}: rows of indices name at most {len(shape)} axes; the last axis of indices "
            f"must be from 0 to {len(shape)}"
        )
    dims = shape[: indices.shape[-1]]
    if not dims:
        return fill(indices.shape[:-1], 0, int32)
    if isinstance(given, TensorLike):
        return flat_places(indices, dims)
    return _host_flat(call, given, dims)


# --- reading and adding up ------------------------------------------------------------------------


def _taken_shape(x: Spec, where: Spec, *, depth: int) -> tuple[int, ...]:
    return (*where.shape, *x.shape[depth:])


def _lower_taken(b: Builder, y: Spec, x: Buffer, where: Buffer, *, depth: int) -> Buffer:
    shape = x.spec.shape
    inner = units(x.spec, depth - 1) if depth and y.layout.aligned else 0
    params: dict[str, Any] = {"size": prod(shape[:depth]), "outer": 1, "count": where.spec.size}
    if not inner:
        params |= {"x_cols": x.spec.layout.cols, "x_stride": x.spec.layout.stride, **lanes(y)}
    return b.draw(
        "joining/gather",
        {"x": x, "indices": dense(b, where)},
        y,
        {"TEXELS": inner > 0},
        inner=inner or prod(shape[depth:]),
        **params,
    )


@op(
    shape=_taken_shape,
    types=indexed,
    lower=_lower_taken,
    complex=each_part_but(1),
    grad=lambda g, _y, _x, where, *, depth: (sum_places(g, where, _x.shape, depth), None),
    strings=moved_but(1),
)
def take_places(x: TensorLike, where: TensorLike, depth: int) -> Tensor:
    """Return the slices of x at places on its first ``depth`` axes.

    >>> from texelflow.ops.placing import take_places
    >>> take_places([[1, 2], [3, 4]], [3, 0, -1], 2).tolist()
    [4, 1, 0]
    """
    ...


def _summed_shape(x: Spec, where: Spec, *, shape: Any, depth: int) -> tuple[int, ...]:
    del x, where, depth
    return shape


def _lower_summed(
    b: Builder, y: Spec, x: Buffer, where: Buffer, *, shape: Any, depth: int
) -> Buffer:
    del shape
    heads, count = prod(y.shape[:depth]), where.spec.size
    links = chains(b, dense(b, where), 1, count, heads)
    inner = units(y, depth - 1) if depth and x.spec.layout.aligned else 0
    sizes = (inner, prod(y.shape[depth:]))
    return fold(b, "segment/sum", y, x, links, (heads, count), sizes)


@op(
    shape=_summed_shape,
    types=indexed,
    lower=_lower_summed,
    complex=each_part_but(1),
    grad=lambda g, _y, _x, where, *, depth: (take_places(g, where, depth), None),
)
def sum_places(x: TensorLike, where: TensorLike, shape: Sequence[int], depth: int) -> Tensor:
    """Return zeros of ``shape`` to which the slices of x are added at their places.

    >>> from texelflow.ops.placing import sum_places
    >>> sum_places([1, 2, 4], [0, 3, 0], [2, 2], 2).tolist()
    [[5, 0], [0, 2]]
    """
    ...


# --- the last one wins ----------------------------------------------------------------------------


def _lower_last(b: Builder, y: Spec, where: Buffer, *, shape: Any) -> Buffer:
    del shape
    count = where.spec.size
    links = chains(b, dense(b, where), 1, count, y.size)
    return b.draw("segment/last", {"links": links}, y, {}, heads=y.size, count=count, **lanes(y))


@op(
    shape=lambda where, *, shape: shape,
    types=lambda dtypes, attributes: (dtypes, int32),
    lower=_lower_last,
)
def last_at(where: TensorLike, shape: Sequence[int]) -> Tensor:
    """Return, for each place in ``shape``, which of the places given names it last; -1 for none.

    >>> from texelflow.ops.placing import last_at
    >>> last_at([0, 2, 0], [3]).tolist()
    [2, -1, 1]
    """
    ...


def _lower_patched(b: Builder, y: Spec, x: Buffer, updates: Buffer, last: Buffer) -> Buffer:
    depth = last.spec.ndim
    # The rest of the axes decides: an update may be one row, which is aligned however short.
    both = y.layout.aligned and updates.spec.layout.aligned
    inner = units(y, depth - 1) if depth and both else 0
    params = {"last_cols": last.spec.layout.cols, "last_stride": last.spec.layout.stride}
    if not inner:
        params |= {f"x_{name}": value for name, value in _walk(x).items()}
        params |= {f"updates_{name}": value for name, value in _walk(updates).items()}
        params |= lanes(y)
    return b.draw(
        "joining/patch",
        {"x": x, "updates": updates, "last": last},
        y,
        {"TEXELS": inner > 0},
        inner=inner or prod(y.shape[depth:]),
        **params,
    )


def _walk(x: Buffer) -> dict[str, int]:
    return {"cols": x.spec.layout.cols, "stride": x.spec.layout.stride}


def _patched_grad(
    g: Tensor, _y: Spec, _x: Spec, _updates: Spec, last: Tensor
) -> tuple[Any, Any, None]:
    def by_x() -> Tensor:
        kept = reshape(last < 0, (*last.shape, *[1] * (g.ndim - last.ndim)))
        return choose(kept, g, 0.0)

    depth = len(_updates.shape) - (g.ndim - last.ndim)
    return by_x, lambda: sum_places(g, last, _updates.shape, depth), None


def _patched_types(dtypes: Sequence[str], attributes: Any) -> Any:
    """x and updates of x's dtype, whatever it is."""
    del attributes
    return [dtypes[0], dtypes[0], int32], dtypes[0]


@op(
    shape=lambda x, updates, last: x.shape,
    types=_patched_types,
    lower=_lower_patched,
    grad=_patched_grad,
    complex=each_part_but(2),
)
def patched(x: TensorLike, updates: TensorLike, last: TensorLike) -> Tensor:
    """Return x with the slices of updates that ``last`` names in the places of its own.

    >>> from texelflow.ops.placing import patched
    >>> patched([1, 2, 3], [7, 8], [-1, 1, -1]).tolist()
    [1, 8, 3]
    """
    ...
