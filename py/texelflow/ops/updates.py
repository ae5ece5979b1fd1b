"""``x.at[…].set(v)`` and its kin: tensors with some elements changed, as new tensors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..dtypes import bool_, int32
from ..errors import DTypeError, ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes
from ..tensor import Tensor, TensorLike, as_tensor
from .advanced_indexing import Selection
from .arithmetic import add, div, maximum, minimum, mul, sub
from .compare import cast
from .complex_rules import each_part
from .creation import zeros
from .indexing import getitem, parse
from .movement import broadcast_to, transpose
from .placing import last_at, patched, sum_places
from .reshaping import reshape
from .segments import max_segments, min_segments, prod_segments
from .slicing import take_ranges

__all__ = ["slice_update"]

Range = tuple[int, int, int]

# --- slices ---------------------------------------------------------------------------------------


def _lower_overlay(
    b: Builder, y: Spec, x: Buffer, v: Buffer, *, ranges: tuple[Range, ...]
) -> Buffer:
    if v.spec.shape == y.shape and all(step > 0 for _, step, _ in ranges):
        return b.view(v, y)
    rest = 6 - y.ndim
    return b.draw(
        "movement/overlay",
        {"x": x, "v": v},
        y,
        rank=y.ndim,
        dims=(*y.shape, *(1,) * rest),
        v_dims=(*v.spec.shape, *(1,) * rest),
        v_strides=(*strides_of(v.spec.shape), *(0,) * rest),
        begin=(*(begin for begin, _, _ in ranges), *(0,) * rest),
        steps=(*(step for _, step, _ in ranges), *(1,) * rest),
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


def _overlay_grad(
    g: Tensor, _y: Spec, _x: Spec, _v: Spec, *, ranges: tuple[Range, ...]
) -> tuple[Any, Any]:
    return lambda: overlay(g, zeros(_v.shape), ranges), lambda: take_ranges(g, ranges)


@op(
    shape=lambda x, v, *, ranges: x.shape,
    types=lambda dtypes, attributes: ([dtypes[0], dtypes[0]], dtypes[0]),
    lower=_lower_overlay,
    grad=_overlay_grad,
    complex=each_part,
)
def overlay(x: TensorLike, v: TensorLike, ranges: Sequence[Range]) -> Tensor:
    """Return x with v at ranges of (begin, step, count), one for each axis.

    >>> from texelflow.ops.updates import overlay
    >>> overlay([1, 2, 3, 4], [8, 9], [(3, -2, 2)]).tolist()
    [1, 9, 3, 8]
    """
    ...


def slice_update(inputs: Any, start_indices: Sequence[int], updates: Any) -> Tensor:
    """Return ``inputs`` with the block that starts at ``start_indices`` replaced by ``updates``.

    Args:
        inputs: any tensor.
        start_indices: an int for each axis, known on the host (a tensor is read).
        updates: of as many axes and of the dtype of inputs; it must fit into them.

    Mirrors Keras' ``ops.slice_update``.

    Raises:
        ShapeError: if the block does not lie inside inputs.

    >>> tf.slice_update([1, 2, 3, 4], [1], [8, 9]).tolist()
    [1, 8, 9, 4]
    """
    x = as_tensor("slice_update", inputs)
    v = as_tensor("slice_update", updates, x.dtype)
    call = f"slice_update(inputs: {x.shape}, updates: {v.shape})"
    starts = [int(i) for i in start_indices]
    if len(starts) != x.ndim or v.ndim != x.ndim:
        raise ShapeError(f"{call}: start_indices and updates must both have {x.ndim} axes")
    for axis, (start, count, size) in enumerate(zip(starts, v.shape, x.shape, strict=True)):
        if start < 0 or start + count > size:
            raise ShapeError(
                f"{call}: start {start} and size {count} leave axis {axis}, which has {size} "
                "elements; the block must lie inside"
            )
    if v.dtype != x.dtype:
        raise DTypeError(f"{call}: updates are {v.dtype} and inputs {x.dtype}; alike both")
    return overlay(x, v, [(i, 1, n) for i, n in zip(starts, v.shape, strict=True)])


# --- x.at[…] --------------------------------------------------------------------------------------


def _set(rows: Tensor, v: Tensor, places: Tensor) -> Tensor:
    return patched(rows, v, last_at(places, rows.shape[:1]))


def _add(rows: Tensor, v: Tensor, places: Tensor) -> Tensor:
    return rows + sum_places(v, places, rows.shape, 1)


def _sub(rows: Tensor, v: Tensor, places: Tensor) -> Tensor:
    return rows - sum_places(v, places, rows.shape, 1)


def _mul(rows: Tensor, v: Tensor, places: Tensor) -> Tensor:
    return rows * _listed(prod_segments, rows, v, places)


def _div(rows: Tensor, v: Tensor, places: Tensor) -> Tensor:
    return div(rows, _listed(prod_segments, rows, v, places))


def _min(rows: Tensor, v: Tensor, places: Tensor) -> Tensor:
    return minimum(rows, _listed(min_segments, rows, v, places))


def _max(rows: Tensor, v: Tensor, places: Tensor) -> Tensor:
    return maximum(rows, _listed(max_segments, rows, v, places))


def _listed(fold: Callable[..., Tensor], rows: Tensor, v: Tensor, places: Tensor) -> Tensor:
    """Return ``fold`` by place, also where one place, and no list of them, is given."""
    if not places.ndim:
        places, v = reshape(places, (1,)), reshape(v, (1, *v.shape))
    return fold(v, places, rows.shape[0], 0)


Change = tuple[Callable[[Tensor, Tensor], Tensor], Callable[[Tensor, Tensor, Tensor], Tensor]]
"""How values change elements, of one place each; and of places that may come several times."""

SET: Change = (lambda part, v: v, _set)
ADD: Change = (add, _add)
SUBTRACT: Change = (sub, _sub)
MULTIPLY: Change = (mul, _mul)
DIVIDE: Change = (div, _div)
MIN: Change = (minimum, _min)
MAX: Change = (maximum, _max)


def _fitting(chosen: Selection, how: str, x: Tensor, values: Any) -> Tensor:
    """Return values in x's dtype and the selection's shape."""
    call = f"{chosen.call}.{how}"
    v = as_tensor(f"{call}(values)", values, x.dtype)
    if x.dtype in (bool_, int32) and v.dtype not in (bool_, int32):
        raise DTypeError(
            f"{call}(values: {v.shape}): values are {v.dtype} and x {x.dtype}; cast one"
        )
    if x.dtype == bool_ and how != "set":
        raise DTypeError(f"{call}(values: {v.shape}): bool can only be set; cast x to int32")
    try:
        fits = broadcast_shapes(v.shape, chosen.shape) == chosen.shape
    except ShapeError:
        fits = False
    if not fits:
        raise ShapeError(
            f"{call}(values: {v.shape}): values must broadcast to {chosen.shape}, the shape of "
            "what is indexed"
        )
    v = v if v.dtype == x.dtype else cast(v, x.dtype)
    return v if v.shape == chosen.shape else broadcast_to(v, chosen.shape)


class Part:
    """What ``x.at[index]`` names, to be changed in a new tensor."""

    __slots__ = ("index", "x")

    def __init__(self, x: TensorLike, index: Any) -> None:
        """Name a part of x."""
        self.x, self.index = x, index

    def get(self) -> Tensor:
        """Return the part itself: ``x[index]``."""
        return getitem(self.x, self.index)

    def set(self, values: Any) -> Tensor:
        """Return x with values there; where a place comes several times the last one wins."""
        return self._changed("set", SET, values)

    def add(self, values: Any) -> Tensor:
        """Return x with values added there, as often as a place comes."""
        return self._changed("add", ADD, values)

    def subtract(self, values: Any) -> Tensor:
        """Return x with values subtracted there."""
        return self._changed("subtract", SUBTRACT, values)

    def multiply(self, values: Any) -> Tensor:
        """Return x multiplied by values there."""
        return self._changed("multiply", MULTIPLY, values)

    def divide(self, values: Any) -> Tensor:
        """Return x divided by values there; int32 by floor division, as ``tf.div``."""
        return self._changed("divide", DIVIDE, values)

    def min(self, values: Any) -> Tensor:
        """Return x with the lesser of its elements and values there."""
        return self._changed("min", MIN, values)

    def max(self, values: Any) -> Tensor:
        """Return x with the greater of its elements and values there."""
        return self._changed("max", MAX, values)

    def _changed(self, how: str, change: Change, values: Any) -> Tensor:
        x = self.x._value()
        chosen = parse(x, self.index, "x.at")
        v = _fitting(chosen, how, x, values)
        block = take_ranges(x, chosen.ranges)
        if chosen.places is None:
            made = change[0](block, reshape(v, block.shape))
        else:
            made = _by_place(chosen, block, v, change[1])
        return overlay(x, made, chosen.ranges)


def _by_place(
    chosen: Selection, block: Tensor, v: Tensor, change: Callable[[Tensor, Tensor, Tensor], Tensor]
) -> Tensor:
    """Change a block with the axis of places first, and put its axes back."""
    assert chosen.places is not None
    places, at = chosen.places, chosen.axis
    moved = block if chosen.perm is None else transpose(block, chosen.perm)
    rows = reshape(moved, chosen.merged)
    v = reshape(v, (*rows.shape[:at], *places.shape, *rows.shape[at + 1 :]))
    if at:
        own, taken = rows.ndim, places.ndim
        rows = transpose(rows, (at, *range(at), *range(at + 1, own)))
        v = transpose(v, (*range(at, at + taken), *range(at), *range(at + taken, v.ndim)))
    made = change(rows, v, places)
    if at:
        made = transpose(made, (*range(1, at + 1), 0, *range(at + 1, made.ndim)))
    made = reshape(made, moved.shape)
    if chosen.perm is None:
        return made
    perm = chosen.perm
    return transpose(made, tuple(perm.index(axis) for axis in range(len(perm))))


class At:
    """``x.at``, to be indexed; see ``Part``."""

    __slots__ = ("x",)

    def __init__(self, x: TensorLike) -> None:
        """Take the tensor or variable."""
        self.x = x

    def __getitem__(self, index: Any) -> Part:
        return Part(self.x, index)


def _at(self: TensorLike) -> At:
    """Parts of the tensor by index, to change in a new one: ``x.at[index].set(values)``.

    Indices are those of ``x[index]``; values broadcast to the shape of that. Beside ``set`` there
    are ``add subtract multiply divide min max get``. Differentiable by x and values. What is out
    of range in an index tensor, which the GPU alone knows, is left out. Mirrors JAX's.

    >>> x = tf.tensor([1.0, 2.0, 3.0])
    >>> x.at[[0, 0, 2]].add([1.0, 1.0, 5.0]).tolist(), x.at[1:].set(0.0).tolist()
    ([3.0, 2.0, 8.0], [1.0, 0.0, 0.0])
    """
    return At(self)


TensorLike.at = property(_at)  # type: ignore[attr-defined]
