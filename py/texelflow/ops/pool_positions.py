"""Max pooling that also tells where each largest element was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..dtypes import float32, int32
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from .conv import Images, located
from .pooling import Where, max_windows, whole_again
from .windows import pair

__all__ = ["max_pool_with_argmax"]


def _shape(x: Spec, *, where: Where, whole: bool) -> tuple[int, ...]:
    del whole
    return (x.shape[0], *where[4], x.shape[3])


def _types(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    del dtypes, attributes
    return [float32], int32


def _lower(b: Builder, y: Spec, x: Buffer, *, where: Where, whole: bool) -> Buffer:
    taps, strides, dilations, before, out = where
    return b.draw(
        "pool/where_largest",
        {"a": x},
        y,
        source=x.spec.shape[1:3],
        windows=out,
        taps=taps,
        stride=strides,
        dilation=dilations,
        before=before,
        a_stride=x.spec.layout.stride,
        whole=int(whole),
        y_cols=y.layout.cols,
        y_stride=y.layout.stride,
    )


@op(shape=_shape, types=_types, lower=_lower)
def where_largest(x: TensorLike, where: Where, whole: bool) -> Tensor:
    """Return where the first largest element of each window is; see ``max_pool_with_argmax``."""
    ...


class Pooled(NamedTuple):
    """What ``max_pool_with_argmax`` returns."""

    result: Tensor
    indexes: Tensor


def max_pool_with_argmax(
    x: Any,
    filter_size: Any,
    strides: Any = None,
    pad: Any = "valid",
    include_batch_in_index: bool = False,
) -> Pooled:
    """Return ``max_pool`` and where each largest element was, as the tuple (result, indexes).

    Args:
        x: (batch, rows, columns, channels), or without the batch.
        filter_size, strides, pad: as for ``max_pool``.
        include_batch_in_index: whether an index is ``((b * rows + row) * columns + column) *
            channels + channel``, or leaves b out.

    The indexes are int32; of several largest elements the first counts. Mirrors TensorFlow.js
    ``tf.maxPoolWithArgmax``; the result has a gradient.

    Raises:
        ShapeError: if no window fits, or x has not three or four axes.

    >>> result, indexes = tf.max_pool_with_argmax([[[1.0], [4.0]], [[3.0], [2.0]]], 2)
    >>> result.item(), indexes.item()
    (4.0, 1)
    """
    x = as_tensor("max_pool_with_argmax", x)
    call = f"max_pool_with_argmax(x: {x.shape})"
    images = Images(call, x, "NHWC")
    taps = pair(f"{call}: filter_size", filter_size)
    steps = taps if strides is None else strides
    where = (taps, *located(call, images.value.shape[1:3], taps, steps, pad))
    found = where_largest(images.value, where, bool(include_batch_in_index))
    y = images.restore(max_windows(images.value, where))
    return Pooled(whole_again(y, x), images.restore(found))
