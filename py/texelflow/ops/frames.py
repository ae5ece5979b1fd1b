"""Cutting signals into frames that overlap, and laying frames over each other: ``tf.signal``."""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import arithmetic, unchanged
from .borders import pad
from .complex_rules import each_part
from .creation import zeros
from .slicing import take_ranges
from .walks import strided_copy

__all__: list[str] = []


def _frames_shape(x: Spec, *, length: int, step: int) -> tuple[int, ...]:
    size = x.shape[-1]
    return (*x.shape[:-1], 0 if size < length else 1 + (size - length) // step, length)


def _lower_frames(b: Builder, y: Spec, x: Buffer, *, length: int, step: int) -> Buffer:
    del length
    own = strides_of(x.spec.shape)
    return strided_copy(b, y, x, (*own[:-1], step, 1), 0, y.shape)


def _frames_grad(g: Tensor, _y: Spec, _x: Spec, *, step: int) -> Tensor:
    return overlap_add(g, step, _x.shape[-1]) if _y.size else zeros(_x.shape)


@op(
    shape=_frames_shape,
    types=unchanged,
    lower=_lower_frames,
    grad=_frames_grad,
    complex=each_part,
)
def frames_of(x: TensorLike, length: int, step: int) -> Tensor:
    """Return the whole frames of the last axis, (…, frames, length); see ``frame``."""
    ...


def _overlap_shape(x: Spec, *, step: int, size: int) -> tuple[int, ...]:
    del step
    return (*x.shape[:-2], size)


def _lower_overlap(b: Builder, y: Spec, x: Buffer, *, step: int, size: int) -> Buffer:
    del size
    return b.draw(
        "signal/overlap_add",
        {"x": x},
        y,
        step=step,
        count=x.spec.shape[-2],
        x_cols=x.spec.layout.cols,
        x_stride=x.spec.layout.stride,
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


def _overlap_grad(g: Tensor, _y: Spec, _x: Spec, *, step: int) -> Tensor:
    count, length = _x.shape[-2:]
    size = (count - 1) * step + length
    if size > g.shape[-1]:
        g = pad(g, [(0, 0)] * (g.ndim - 1) + [(0, size - g.shape[-1])])
    kept = [(0, 1, n) for n in g.shape[:-1]]
    return frames_of(take_ranges(g, (*kept, (0, 1, size))), length, step)


@op(
    shape=_overlap_shape,
    types=arithmetic,
    lower=_lower_overlap,
    grad=_overlap_grad,
    complex=each_part,
)
def overlap_add(x: TensorLike, step: int, size: int) -> Tensor:
    """Return the first ``size`` numbers of frames laid over each other; there is a frame."""
    ...


# --- what is public -------------------------------------------------------------------------------


def count_of(call: str, name: str, value: Any) -> int:
    """Return a length or a step: an int, one at least."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ShapeError(f"{call}: {name} {value!r} must be an int, one at least")
    return value


def frame(
    signal: Any,
    frame_length: int,
    frame_step: int,
    pad_end: bool = False,
    pad_value: float = 0,
) -> Tensor:
    """Return the frames of the last axis: ``(…, frames, frame_length)``.

    Args:
        signal: (…, samples), real or complex.
        frame_length: samples of a frame.
        frame_step: samples from the beginning of one frame to that of the next.
        pad_end: whether frames that begin inside the signal, but reach beyond it, count too.
        pad_value: what such frames are filled up with.

    Mirrors TensorFlow.js ``tf.signal.frame``, which takes one signal alone.

    Raises:
        ShapeError: for a scalar, or a length or step below one.

    >>> tf.signal.frame([1, 2, 3, 4, 5], 3, 2).tolist()
    [[1, 2, 3], [3, 4, 5]]
    """
    x = as_tensor("frame", signal)
    call = f"frame(signal: {x.shape})"
    if not x.ndim or x.ndim > 5:
        raise ShapeError(f"{call}: needs one to five axes, the last of samples")
    length = count_of(call, "frame_length", frame_length)
    step = count_of(call, "frame_step", frame_step)
    samples = x.shape[-1]
    if pad_end and samples:
        more = (-(-samples // step) - 1) * step + length - samples
        if more > 0:
            x = pad(x, [(0, 0)] * (x.ndim - 1) + [(0, more)], constant_value=pad_value)
    return frames_of(x, length, step)


def overlap_and_add(signal: Any, frame_step: int) -> Tensor:
    """Return the signal of frames: each begins ``frame_step`` after the one before, all are added.

    Args:
        signal: (…, frames, frame_length); gives (…, (frames - 1) * frame_step + frame_length).
        frame_step: samples from the beginning of one frame to that of the next.

    Mirrors TensorFlow's ``tf.signal.overlap_and_add``.

    >>> tf.signal.overlap_and_add([[1, 1, 1], [2, 2, 2]], 2).tolist()
    [1, 1, 3, 2, 2]
    """
    x = as_tensor("overlap_and_add", signal)
    call = f"overlap_and_add(signal: {x.shape})"
    if x.ndim < 2 or not x.shape[-2]:
        raise ShapeError(f"{call}: needs axes of frames and of samples, a frame at least")
    step = count_of(call, "frame_step", frame_step)
    return overlap_add(x, step, (x.shape[-2] - 1) * step + x.shape[-1])
