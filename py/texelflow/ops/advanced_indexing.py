"""Index arrays and masks: which axes they are about, and where theirs go in the result."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import compress
from math import prod
from typing import Any, NamedTuple

from ..arrays import to_buffer
from ..dtypes import bool_, int32
from ..errors import OutOfRange, TexelflowError
from ..shapes import broadcast_shapes
from ..tensor import Tensor, TensorLike
from .places import joint_places

Range = tuple[int, int, int]


class Call:
    """An indexing as errors show it, arrays by their shape; put into words only for them."""

    __slots__ = ("index", "name")

    def __init__(self, name: str, index: tuple[Any, ...]) -> None:
        """Note what is indexed, and by what."""
        self.name, self.index = name, index

    def __str__(self) -> str:
        return f"{self.name}[{', '.join(map(_shown, self.index))}]"


def _shown(item: Any) -> str:
    if item is Ellipsis:
        return "..."
    if isinstance(item, TensorLike):
        return f"{item.dtype}{list(item.shape)}"
    if isinstance(item, slice):
        ends = ["" if v is None else str(v) for v in (item.start, item.stop, item.step)]
        return ":".join(ends if ends[2] else ends[:2])
    text = repr(item) if isinstance(item, str) else str(item)
    return text if len(text) < 40 else f"{text[:36]}…"


@dataclass(frozen=True)
class Axis:
    """An entry that takes from axes: an int (no values), positions, or a mask over several."""

    first: int = 0
    """The first axis of x that it is about."""
    values: Any = None
    """Positions, on the host or the GPU."""
    mask: tuple[tuple[int, ...], bytes] | None = None
    """A mask's shape, and a byte for each element."""

    @property
    def ndim(self) -> int:
        """How many axes it is about."""
        return len(self.mask[0]) if self.mask else 1

    def on(self, call: Call, shape: tuple[int, ...], axis: int) -> Axis:
        """Return the entry where it stands in an index of a tensor of ``shape``."""
        if self.mask is None:
            return Axis(axis, self.values)
        sizes, flat = self.mask
        if sizes != shape[axis : axis + len(sizes)]:
            raise OutOfRange(
                f"{call}: the mask's shape {sizes} is not that of the axes that it is for; it must "
                f"be {shape[axis : axis + len(sizes)]}"
            )
        return Axis(axis, array("i", compress(range(prod(sizes)), flat)), self.mask)


def array_of(call: Call, item: Any) -> Any:
    """Return an entry of an index, as an ``Axis`` if it is an array of positions or a mask."""
    if item is None or item is Ellipsis or isinstance(item, slice):
        return item
    if isinstance(item, TensorLike):
        return _tensor_axis(call, item._value())
    if isinstance(item, bool) or (hasattr(item, "dtype") and not getattr(item, "shape", True)):
        if isinstance(item, bool) or item.dtype.kind == "b":
            raise TypeError(f"{call}: one bool is no index; a mask has at least one axis")
        return int(item)
    if hasattr(item, "__index__"):
        return item
    if isinstance(item, (str, bytes, float, complex, dict, set)):
        raise _no_index(call, item)
    try:
        data, shape, dtype = to_buffer(str(call), item, None)
    except (TexelflowError, TypeError, ValueError):
        raise _no_index(call, item) from None
    if dtype == bool_ and prod(shape):
        return Axis(mask=(shape, memoryview(data).cast("B").tobytes()))
    if dtype != int32 and prod(shape):
        raise TypeError(f"{call}: positions are {dtype}; they must be int32, or a bool mask")
    return Axis(values=item)


def _no_index(call: Call, item: Any) -> TypeError:
    return TypeError(
        f"{call}: an index is an int, a slice, ..., None, or an array of int32 positions or of "
        f"bool, not {type(item).__name__}"
    )


def _tensor_axis(call: Call, item: Tensor) -> Axis:
    if item.dtype == int32:
        return Axis(values=item)
    if item.dtype != bool_:
        raise TypeError(f"{call}: positions are {item.dtype}; they must be int32, or a bool mask")
    if not item.shape:
        raise TypeError(f"{call}: one bool is no index; a mask has at least one axis")
    flat = bytes(item.to_memoryview()) if item.size else b""
    return Axis(mask=(item.shape, flat))


class Selection(NamedTuple):
    """What an index takes: ranges of x, of which places are taken on axes that are made one.

    The ranges are transposed by ``perm`` (if any) and reshaped to ``merged``, where the places are
    on ``axis``; ``shape`` is that of the result.
    """

    call: Call
    ranges: tuple[Range, ...]
    shape: tuple[int, ...]
    places: Tensor | None = None
    perm: tuple[int, ...] | None = None
    merged: tuple[int, ...] = ()
    axis: int = 0


def select(
    call: Call, x: tuple[int, ...], ranges: tuple[Range, ...], tokens: list[Any]
) -> Selection:
    """Return the selection that entries make: per entry None, an axis that stays, or an Axis.

    As in NumPy, what arrays make comes where they were if they stood side by side, else first;
    ints count as arrays beside arrays.
    """
    arrays = [token for token in tokens if isinstance(token, Axis) and token.values is not None]
    sizes = {i: ranges[i][2] for i in range(len(x))}
    taken = [i for i, token in enumerate(tokens) if isinstance(token, Axis)]

    def lengths(part: list[Any]) -> tuple[int, ...]:
        return tuple(
            1 if token is None else sizes[token] for token in part if not isinstance(token, Axis)
        )

    if not arrays:
        return Selection(call, ranges, lengths(tokens))
    beside = taken[-1] - taken[0] == len(taken) - 1
    cut = taken[0] if beside else 0
    stays = [token for token in tokens if isinstance(token, int)]
    before = [token for token in tokens[:cut] if isinstance(token, int)]
    after = [axis for axis in stays if axis not in before]
    on = [axis for token in arrays for axis in range(token.first, token.first + token.ndim)]
    ints = [tokens[i].first for i in taken if tokens[i].values is None]
    order = (*before, *on, *ints, *after)
    if not beside:
        order = (*on, *ints, *stays)
    # An int's axis has one place, so it may stand anywhere.
    moved = [axis for axis in order if axis not in ints]
    perm = None if moved == sorted(moved) else order
    places = _joined(call, arrays, x)
    lead = () if not beside else tuple(sizes[axis] for axis in before)
    rest = tuple(sizes[axis] for axis in (after if beside else stays))
    merged = (*lead, prod(sizes[axis] for axis in on), *rest)
    shape = (*lengths(tokens[:cut]), *places.shape, *lengths(tokens[cut:]))
    return Selection(call, ranges, shape, places, perm, merged, len(lead))


def _joined(call: Call, arrays: list[Axis], x: tuple[int, ...]) -> Tensor:
    """Return one place for all arrays together, on their axes taken as one."""
    spans = [prod(x[a.first : a.first + a.ndim]) for a in arrays]
    values = [a.values for a in arrays]
    shapes = [
        v.shape if isinstance(v, TensorLike) else to_buffer(str(call), v, None)[1] for v in values
    ]
    try:
        broadcast_shapes(*shapes)
    except ValueError as error:
        raise OutOfRange(f"{call}: index arrays must broadcast together; {error}") from None
    return joint_places(str(call), values, spans)
