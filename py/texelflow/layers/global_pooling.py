"""Pooling over all of an image or sequence."""

from __future__ import annotations

from typing import Any

from .. import ops
from ..tensor import Tensor
from .input_spec import InputSpec, Shape
from .layer import Layer
from .window import data_format_of

__all__ = [
    "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
    "GlobalAvgPool1D",
    "GlobalAvgPool2D",
    "GlobalMaxPool1D",
    "GlobalMaxPool2D",
    "GlobalMaxPooling1D",
    "GlobalMaxPooling2D",
]


class _GlobalPooling(Layer):
    """What global poolings share; ``rank`` is how many axes they pool over."""

    rank = 2

    def __init__(self, data_format: str | None = None, keepdims: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        self.data_format = data_format_of(self.label, data_format)
        self.keepdims = keepdims
        self.input_spec = InputSpec(ndim=self.rank + 2)

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes that are pooled."""
        first = 1 if self.data_format == "channels_last" else 2
        return tuple(range(first, first + self.rank))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the outputs' shape."""
        if self.keepdims:
            return tuple(1 if a in self.axes else size for a, size in enumerate(input_shape))
        return tuple(size for a, size in enumerate(input_shape) if a not in self.axes)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "data_format": self.data_format,
            "keepdims": self.keepdims,
        }


class GlobalAveragePooling2D(_GlobalPooling):
    """The mean of each channel of an image. Mirrors ``keras.layers.GlobalAveragePooling2D``.

    >>> tf.layers.GlobalAveragePooling2D()(tf.ones([2, 4, 5, 3])).shape
    (2, 3)
    """

    def call(self, inputs: Tensor) -> Tensor:
        """Return the means."""
        return ops.mean(inputs, self.axes, self.keepdims)


class GlobalMaxPooling2D(_GlobalPooling):
    """The greatest of each channel of an image. Mirrors ``keras.layers.GlobalMaxPooling2D``.

    >>> tf.layers.GlobalMaxPooling2D(keepdims=True)(tf.ones([2, 4, 5, 3])).shape
    (2, 1, 1, 3)
    """

    def call(self, inputs: Tensor) -> Tensor:
        """Return the greatest."""
        return ops.max(inputs, self.axes, self.keepdims)


class GlobalAveragePooling1D(_GlobalPooling):
    """The mean of each channel of a sequence. Mirrors ``keras.layers.GlobalAveragePooling1D``.

    A ``mask`` (batch, steps) in the call leaves out the steps where it is False.

    >>> x, mask = tf.tensor([[[1.0], [3.0], [9.0]]]), tf.tensor([[True, True, False]])
    >>> tf.layers.GlobalAveragePooling1D()(x, mask=mask).tolist()
    [[2.0]]
    """

    rank = 1

    def call(self, inputs: Tensor, mask: Any = None) -> Tensor:
        """Return the means, of the steps that ``mask`` keeps."""
        if mask is None:
            return ops.mean(inputs, self.axes, self.keepdims)
        axis = self.axes[0]
        kept = ops.expand_dims(ops.cast(mask, inputs.dtype), 3 - axis)
        total = ops.sum(inputs * kept, axis, self.keepdims)
        return total / ops.sum(kept, axis, self.keepdims)


class GlobalMaxPooling1D(_GlobalPooling):
    """The greatest of each channel of a sequence. Mirrors ``keras.layers.GlobalMaxPooling1D``.

    >>> tf.layers.GlobalMaxPooling1D()([[[1.0, 8.0], [3.0, 4.0]]]).tolist()
    [[3.0, 8.0]]
    """

    rank = 1

    def call(self, inputs: Tensor) -> Tensor:
        """Return the greatest."""
        return ops.max(inputs, self.axes, self.keepdims)


GlobalAvgPool1D, GlobalMaxPool1D = GlobalAveragePooling1D, GlobalMaxPooling1D
GlobalAvgPool2D, GlobalMaxPool2D = GlobalAveragePooling2D, GlobalMaxPooling2D
