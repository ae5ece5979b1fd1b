"""Layers that move elements about: Reshape, Permute, RepeatVector, ZeroPadding2D."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from .. import ops
from ..errors import ShapeError
from ..tensor import Tensor
from .input_spec import InputSpec, Shape
from .layer import Layer
from .window import data_format_of

__all__ = ["Permute", "RepeatVector", "Reshape", "ZeroPadding2D"]


class Reshape(Layer):
    """The elements of each sample under another shape. Mirrors ``keras.layers.Reshape``.

    Args:
        target_shape: of one sample; one size may be -1.

    >>> tf.layers.Reshape((2, -1))(tf.ones([3, 8])).shape
    (3, 2, 4)
    """

    def __init__(self, target_shape: Sequence[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.target_shape = tuple(target_shape)
        if sum(size == -1 for size in self.target_shape) > 1:
            raise ValueError(f"{self.label}: only one size may be -1, got {self.target_shape}")

    def call(self, inputs: Tensor) -> Tensor:
        """Return the inputs under the other shape."""
        return ops.reshape(inputs, (inputs.shape[0], *self._sizes(inputs.shape)))

    def _sizes(self, shape: Shape) -> tuple[Any, ...]:
        """Return the sizes of one sample; None where they cannot be known."""
        given = prod(size for size in self.target_shape if size != -1)
        if None in shape[1:]:
            return tuple(None if size == -1 else size for size in self.target_shape)
        count = prod(size for size in shape[1:] if size is not None)
        if (count % given if given and -1 in self.target_shape else count != given) != 0:
            raise ShapeError(
                f"{self.label}: {tuple(shape)} has {count} elements a sample, which do not fill "
                f"{self.target_shape}"
            )
        return tuple(count // given if size == -1 else size for size in self.target_shape)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return (batch, *target_shape)."""
        return (input_shape[0], *self._sizes(input_shape))

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "target_shape": self.target_shape}


class Permute(Layer):
    """The axes of each sample in another order. Mirrors ``keras.layers.Permute``.

    Args:
        dims: the axes, counted from 1 (the batch is 0 and stays first).

    >>> tf.layers.Permute((2, 1))(tf.ones([5, 3, 4])).shape
    (5, 4, 3)
    """

    def __init__(self, dims: Sequence[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dims = tuple(dims)
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise ValueError(f"{self.label}: dims must be 1, 2, … in some order, got {self.dims}")
        self.input_spec = InputSpec(ndim=len(self.dims) + 1)

    def call(self, inputs: Tensor) -> Tensor:
        """Return the inputs with their axes permuted."""
        return ops.transpose(inputs, (0, *self.dims))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the permuted shape."""
        return tuple(input_shape[axis] for axis in (0, *self.dims))

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "dims": self.dims}


class RepeatVector(Layer):
    """Each sample, a vector, ``n`` times. Mirrors ``keras.layers.RepeatVector``.

    >>> tf.layers.RepeatVector(3)([[1.0, 2.0]]).tolist()
    [[[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]]
    """

    def __init__(self, n: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not isinstance(n, int) or n < 0:
            raise TypeError(f"{self.label}: n must be an int of at least 0, got {n!r}")
        self.n = n
        self.input_spec = InputSpec(ndim=2)

    def call(self, inputs: Tensor) -> Tensor:
        """Return (batch, n, features)."""
        batch, size = inputs.shape
        return ops.broadcast_to(ops.reshape(inputs, (batch, 1, size)), (batch, self.n, size))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return (batch, n, features)."""
        return (input_shape[0], self.n, input_shape[1])

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "n": self.n}


def _pairs(label: str, padding: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return an int, two ints or two pairs as ((top, bottom), (left, right))."""
    both = (padding, padding) if isinstance(padding, int) else tuple(padding)
    pairs = tuple((p, p) if isinstance(p, int) else tuple(p) for p in both)
    sizes = [size for pair in pairs for size in pair]
    if [len(p) for p in pairs] != [2, 2] or any(not isinstance(n, int) or n < 0 for n in sizes):
        raise ValueError(
            f"{label}: padding must be an int, (height, width) or ((top, bottom), (left, right)), "
            f"none below 0; got {padding!r}"
        )
    return (pairs[0][0], pairs[0][1]), (pairs[1][0], pairs[1][1])


class ZeroPadding2D(Layer):
    """Zeros around images. Mirrors ``keras.layers.ZeroPadding2D``.

    Args:
        padding: an int, (height, width), or ((top, bottom), (left, right)).
        data_format: ``channels_last`` or ``channels_first``.

    >>> tf.layers.ZeroPadding2D(((0, 1), (2, 0)))(tf.ones([1, 4, 4, 3])).shape
    (1, 5, 6, 3)
    """

    def __init__(self, padding: Any = (1, 1), data_format: str | None = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.padding = _pairs(self.label, padding)
        self.data_format = data_format_of(self.label, data_format)
        self.input_spec = InputSpec(ndim=4)

    def _paddings(self) -> tuple[tuple[int, int], ...]:
        none = (0, 0)
        if self.data_format == "channels_last":
            return (none, *self.padding, none)
        return (none, none, *self.padding)

    def call(self, inputs: Tensor) -> Tensor:
        """Return the padded inputs."""
        return ops.pad(inputs, self._paddings())

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the padded shape."""
        return tuple(
            None if size is None else size + sum(around)
            for size, around in zip(input_shape, self._paddings(), strict=True)
        )

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "padding": self.padding, "data_format": self.data_format}
