"""The arithmetic of sliding windows: sizes, strides, padding and data formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ops
from ..errors import ShapeError
from ..registry import plain
from ..tensor import Tensor
from .input_spec import Shape


def pair(label: str, name: str, value: Any, rank: int = 2) -> tuple[int, ...]:
    """Return an int, or ``rank`` of them, as a tuple of positive ints."""
    values = (value,) * rank if isinstance(value, int) else tuple(value)
    if len(values) != rank or any(not isinstance(v, int) or v < 1 for v in values):
        raise ValueError(f"{label}: {name} must be one positive int or {rank}, got {value!r}")
    return values


def padding_of(label: str, value: str) -> str:
    """Return ``valid`` or ``same``."""
    if value.lower() not in ("valid", "same"):
        raise ValueError(f"{label}: padding must be 'valid' or 'same', got {value!r}")
    return value.lower()


def data_format_of(label: str, value: str | None) -> str:
    """Return ``channels_last`` or ``channels_first``; None means the former."""
    formats = {"channelslast": "channels_last", "channelsfirst": "channels_first"}
    found = formats.get(plain(value or "channels_last"))
    if found is None:
        raise ValueError(
            f"{label}: data_format must be 'channels_last' or 'channels_first', got {value!r}"
        )
    return found


def output_size(size: int | None, window: int, stride: int, padding: str, dilation: int = 1) -> Any:
    """Return how many windows fit along an axis.

    >>> from texelflow.layers.window import output_size
    >>> output_size(28, 5, 1, "valid"), output_size(28, 5, 2, "same")
    (24, 14)
    """
    if size is None:
        return None
    if padding == "same":
        return -(-size // stride)
    return (size - (window - 1) * dilation - 1) // stride + 1


def windowed_shape(
    label: str,
    shape: Shape,
    window: Sequence[int],
    strides: Sequence[int],
    padding: str,
    channels: int | None,
    data_format: str = "channels_last",
    dilation: Sequence[int] = (1, 1),
) -> Shape:
    """Return the shape that windows over the spatial axes lead to.

    Raises:
        ShapeError: if the input is smaller than one window.
    """
    first = 1 if data_format == "channels_last" else 2
    spatial = shape[first : first + len(window)]
    sizes = tuple(
        output_size(size, w, s, padding, d)
        for size, w, s, d in zip(spatial, window, strides, dilation, strict=True)
    )
    if any(size is not None and size < 1 for size in sizes):
        raise ShapeError(
            f"{label}: a window of {tuple(window)} does not fit into an input of {tuple(shape)}; "
            "use padding='same' or a smaller window"
        )
    if data_format == "channels_last":
        return (shape[0], *sizes, channels)
    return (shape[0], channels, *sizes)


def to_channels_last(x: Tensor, data_format: str) -> Tensor:
    """Return x with its channels as the last axis."""
    if data_format == "channels_last":
        return x
    return ops.transpose(x, (0, *range(2, x.ndim), 1))


def from_channels_last(y: Tensor, data_format: str) -> Tensor:
    """Return y with its channels where ``data_format`` wants them."""
    if data_format == "channels_last":
        return y
    return ops.transpose(y, (0, y.ndim - 1, *range(1, y.ndim - 1)))
