"""Layers that make one tensor of a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from .. import ops
from ..errors import ShapeError
from ..tensor import Tensor
from .input_spec import Shape
from .layer import Layer

__all__ = ["Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "Subtract"]


class _Merge(Layer):
    """What element-wise merges share: the list, and how its shapes come together."""

    def build(self, input_shape: Any) -> None:
        """Check that the inputs are a list of tensors that fit together."""
        self._check(input_shape)
        self.compute_output_shape(input_shape)

    def _check(self, shapes: Any) -> None:
        if not isinstance(shapes, list) or len(shapes) < 1:
            raise ShapeError(f"{self.label}: must be called on a list of tensors, got {shapes}")

    def compute_output_shape(self, input_shape: Sequence[Shape]) -> Shape:
        """Return the shape that all broadcast to; None is the size of another, if known."""
        ndim = max(len(shape) for shape in input_shape)
        merged: list[int | None] = [1] * ndim
        for shape in map(tuple, input_shape):
            full = (*shape[:1], *(1,) * (ndim - len(shape)), *shape[1:])
            for axis, (size, other) in enumerate(zip(full, merged, strict=True)):
                if size != other and 1 not in (size, other) and None not in (size, other):
                    shapes = [tuple(shape) for shape in input_shape]
                    raise ShapeError(f"{self.label}: shapes {shapes} do not fit together")
                merged[axis] = other if size == 1 or (size is None and other != 1) else size
        return tuple(merged)

    def call(self, inputs: list[Tensor]) -> Tensor:
        """Return the inputs merged into one."""
        ndim = max(x.ndim for x in inputs)
        # A tensor of fewer axes lacks those after the batch.
        fitted = [
            x
            if x.ndim == ndim
            else ops.reshape(x, (*x.shape[:1], *(1,) * (ndim - x.ndim), *x.shape[1:]))
            for x in inputs
        ]
        return self.merge(fitted)

    def merge(self, inputs: list[Tensor]) -> Tensor:
        """Return tensors of one rank merged into one."""
        raise AssertionError("abstract")


def _sum(inputs: list[Tensor]) -> Tensor:
    if len({x.shape for x in inputs}) == 1 and len(inputs) > 2:
        return ops.add_n(inputs)
    return reduce(ops.add, inputs)


class Add(_Merge):
    """The sum of a list of tensors. Mirrors ``keras.layers.Add``.

    >>> tf.layers.Add()([tf.tensor([1.0, 2.0]), tf.tensor([3.0, 4.0])]).tolist()
    [4.0, 6.0]
    """

    def merge(self, inputs: list[Tensor]) -> Tensor:
        """Return the sum."""
        return _sum(inputs)


class Average(_Merge):
    """The mean of a list of tensors. Mirrors ``keras.layers.Average``.

    >>> tf.layers.Average()([tf.tensor([1.0, 2.0]), tf.tensor([3.0, 4.0])]).tolist()
    [2.0, 3.0]
    """

    def merge(self, inputs: list[Tensor]) -> Tensor:
        """Return the mean."""
        return _sum(inputs) / float(len(inputs))


class Multiply(_Merge):
    """The product of a list of tensors. Mirrors ``keras.layers.Multiply``.

    >>> tf.layers.Multiply()([tf.tensor([1.0, 2.0]), tf.tensor([3.0, 4.0])]).tolist()
    [3.0, 8.0]
    """

    def merge(self, inputs: list[Tensor]) -> Tensor:
        """Return the product."""
        return reduce(ops.mul, inputs)


class Subtract(_Merge):
    """The first of two tensors less the second. Mirrors ``keras.layers.Subtract``.

    >>> tf.layers.Subtract()([tf.tensor([5.0, 5.0]), tf.tensor([3.0, 4.0])]).tolist()
    [2.0, 1.0]
    """

    def _check(self, shapes: Any) -> None:
        if not isinstance(shapes, list) or len(shapes) != 2:
            raise ShapeError(f"{self.label}: must be called on a list of 2 tensors, got {shapes}")

    def merge(self, inputs: list[Tensor]) -> Tensor:
        """Return the difference."""
        return ops.sub(inputs[0], inputs[1])


class Maximum(_Merge):
    """The greatest of a list of tensors. Mirrors ``keras.layers.Maximum``.

    >>> tf.layers.Maximum()([tf.tensor([1.0, 5.0]), tf.tensor([3.0, 4.0])]).tolist()
    [3.0, 5.0]
    """

    def merge(self, inputs: list[Tensor]) -> Tensor:
        """Return the greatest."""
        return reduce(ops.maximum, inputs)


class Minimum(_Merge):
    """The least of a list of tensors. Mirrors ``keras.layers.Minimum``.

    >>> tf.layers.Minimum()([tf.tensor([1.0, 5.0]), tf.tensor([3.0, 4.0])]).tolist()
    [1.0, 4.0]
    """

    def merge(self, inputs: list[Tensor]) -> Tensor:
        """Return the least."""
        return reduce(ops.minimum, inputs)


class Concatenate(_Merge):
    """A list of tensors one after the other along an axis. Mirrors ``keras.layers.Concatenate``.

    Args:
        axis: along which; the others must be of one size.

    >>> tf.layers.Concatenate()([tf.ones([2, 3]), tf.ones([2, 4])]).shape
    (2, 7)
    """

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, inputs: list[Tensor]) -> Tensor:
        """Return the inputs as one."""
        return ops.concat(inputs, self.axis)

    def compute_output_shape(self, input_shape: Sequence[Shape]) -> Shape:
        """Return the shape, whose axis has the sum of the inputs' sizes."""
        shapes = [tuple(shape) for shape in input_shape]
        first = shapes[0]
        at = self.axis % len(first) if -len(first) <= self.axis < len(first) else None
        if at is None or any(
            len(shape) != len(first)
            or any(
                axis != at and size != other and None not in (size, other)
                for axis, (size, other) in enumerate(zip(shape, first, strict=True))
            )
            for shape in shapes
        ):
            raise ShapeError(
                f"{self.label}: shapes {shapes} must be alike but for axis {self.axis}"
            )
        sizes = [shape[at] for shape in shapes]
        total = None if None in sizes else sum(size for size in sizes if size)
        return (*first[:at], total, *first[at + 1 :])

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "axis": self.axis}
