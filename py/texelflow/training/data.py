"""Training data: uploaded once, cut into batches on the GPU by an index tensor."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .. import ops
from ..autograd import no_grad
from ..dtypes import float32, int32
from ..errors import ShapeError
from ..tensor import Tensor, TensorLike, from_host

Leaves = Any
"""A tensor, or a list or dict of them."""


def is_many(value: Any) -> bool:
    """Return whether a value is a list of arrays (several inputs), not one nested list."""
    return (
        isinstance(value, (list, tuple))
        and bool(value)
        and all(hasattr(item, "shape") for item in value)
    )


def map_leaves(fn: Callable[[Any], Any], value: Any) -> Any:
    """Return ``fn`` of a value, or of each in a list or dict; None stays None."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {key: map_leaves(fn, item) for key, item in value.items()}
    if is_many(value):
        return [map_leaves(fn, item) for item in value]
    return fn(value)


def leaves(value: Any) -> list[Any]:
    """Return the tensors in a structure."""
    found: list[Any] = []
    map_leaves(found.append, value)
    return found


def to_tensor(name: str, value: Any) -> Tensor:
    """Return data as a tensor: floats of any width as float32, whole numbers as int32."""
    if isinstance(value, TensorLike):
        return value._value()
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    made = from_host(name, value, None, {"f": float32, "i": int32, "u": int32}.get(kind))
    if not made.shape:
        raise ShapeError(f"{name}: must have an axis of samples, got a single number")
    return made


class Arrays:
    """Samples: inputs, targets and weights, with the rows that are used of them.

    Two of these may share their tensors: training and validation split use different rows.
    """

    def __init__(
        self, name: str, x: Any, y: Any = None, sample_weight: Any = None, rows: range | None = None
    ) -> None:
        with no_grad():
            self.x = map_leaves(lambda v: to_tensor(f"{name}(x)", v), x)
            self.y = map_leaves(lambda v: to_tensor(f"{name}(y)", v), y)
            self.sample_weight = map_leaves(
                lambda v: to_tensor(f"{name}(sample_weight)", v), sample_weight
            )
        sizes = {leaf.shape[0] for part in self.parts for leaf in leaves(part)}
        if len(sizes) != 1:
            shapes = [leaf.shape for part in self.parts for leaf in leaves(part)]
            raise ShapeError(f"{name}: all data must have one number of samples, got {shapes}")
        self.total = sizes.pop()
        if not self.total:
            raise ShapeError(f"{name}: there are no samples; x has shape {leaves(self.x)[0].shape}")
        self.rows = range(self.total) if rows is None else rows

    @property
    def parts(self) -> tuple[Leaves, Leaves, Leaves]:
        """Inputs, targets, weights."""
        return self.x, self.y, self.sample_weight

    def split(self, fraction: float) -> tuple[Arrays, Arrays]:
        """Return the first samples and the last ``fraction`` of them, on the same tensors."""
        if not 0 < fraction < 1:
            raise ValueError(f"fit: validation_split must be between 0 and 1, got {fraction}")
        at = int(self.total * (1 - fraction))
        if at == 0 or at == self.total:
            raise ValueError(
                f"fit: validation_split {fraction} of {self.total} samples leaves one part empty"
            )
        return (
            Arrays("fit", *self.parts, rows=range(at)),
            Arrays("fit", *self.parts, rows=range(at, self.total)),
        )

    def steps(self, batch_size: int) -> int:
        """Return the number of batches."""
        return -(-len(self.rows) // batch_size)

    def batches(
        self, batch_size: int, shuffle: Any = None
    ) -> Iterator[tuple[Leaves, Leaves, Leaves]]:
        """Yield (x, y, sample_weight) per batch; the receiver owns those tensors."""
        order = array("i", self.rows)
        if shuffle is not None:
            shuffle.shuffle(order)
        if len(order) == self.total <= batch_size and shuffle is None:
            yield self.parts
            return
        for start in range(0, len(order), batch_size):
            yield self._rows(order[start : start + batch_size])

    def batch_of(self, size: int) -> tuple[Leaves, Leaves, Leaves]:
        """Return so many samples, from the first on, and again from the first if they are few."""
        return self._rows(array("i", [at % self.total for at in range(size)]))

    def _rows(self, chosen: array[int]) -> tuple[Leaves, Leaves, Leaves]:
        index = from_host("batch", chosen)

        def take(leaf: Tensor) -> Tensor:
            return ops.gather(leaf, index, 0)

        with no_grad():
            x, y, weight = (map_leaves(take, part) for part in self.parts)
        index.dispose()
        return x, y, weight


def class_weights(y: Any, weights: Mapping[int, float]) -> Tensor:
    """Return a weight per sample, by its class: a number, or the largest of a one-hot row."""
    with no_grad():
        target = to_tensor("fit(y)", y)
        if target.ndim > 1 and target.shape[-1] > 1:
            target = ops.argmax(target, -1)
        elif target.ndim > 1:
            target = ops.reshape(target, (target.shape[0],))
        classes = ops.cast(target, int32)
        table = [float(weights.get(k, 1.0)) for k in range(max(weights) + 1)]
        # Classes beyond the table weigh 1, like those that it leaves out.
        inside = ops.minimum(classes, len(table))
        return ops.gather(from_host("class_weight", [*table, 1.0]), inside, 0)
