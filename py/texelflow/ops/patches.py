"""Patches: the pixels under each window of an image, side by side as channels; and the adjoint.

A convolution over three axes is one over two of images whose patches along the first were taken
so: see ``volumes``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import unchanged
from .conv import Images, located
from .convolution import size_of
from .pooling import Where
from .windows import Pair, pair

__all__ = ["extract_patches"]


def _patching(kernel: str, backward: bool) -> Callable[..., Buffer]:
    """Return the lowering of a kernel between images and patches; backward, y is the images."""

    def lower(b: Builder, y: Spec, x: Buffer, *, where: Where, **_: Any) -> Buffer:
        image = y if backward else x.spec
        taps, strides, dilations, before, out = where
        channels = image.shape[3]
        whole = channels % 4 == 0 and channels > 0
        return b.draw(
            kernel,
            {"x": x},
            y,
            {"TEXELS": whole},
            source=image.shape[1:3],
            windows=out,
            taps=taps,
            stride=strides,
            dilation=dilations,
            before=before,
            channels=channels,
            x_stride=x.spec.layout.stride,
            y_stride=y.layout.stride,
            **({} if whole else {"y_cols": y.layout.cols}),
        )

    return lower


def _take_shape(x: Spec, *, where: Where) -> tuple[int, ...]:
    taps, out = where[0], where[4]
    return (x.shape[0], *out, taps[0] * taps[1] * x.shape[3])


def _give_shape(x: Spec, *, where: Where, size: Pair) -> tuple[int, ...]:
    taps = where[0]
    return (x.shape[0], *size, x.shape[3] // (taps[0] * taps[1]))


def _take_grad(g: Tensor, _y: Spec, _x: Spec, *, where: Where) -> Tensor:
    return give_patches(g, where, size_of(_x))


def _give_grad(g: Tensor, _y: Spec, _x: Spec, *, where: Where) -> Tensor:
    return take_patches(g, where)


@op(
    shape=_take_shape,
    types=unchanged,
    lower=_patching("patches/take", False),
    grad=_take_grad,
)
def take_patches(x: TensorLike, where: Where) -> Tensor:
    """Return (batch, windows, windows, taps * taps * channels); see ``extract_patches``."""
    ...


@op(
    shape=_give_shape,
    types=unchanged,
    lower=_patching("patches/give", True),
    grad=_give_grad,
)
def give_patches(x: TensorLike, where: Where, size: Pair) -> Tensor:
    """Return images of rows and columns ``size`` on which patches were put down and added up."""
    ...


def extract_patches(
    images: Any,
    size: Any,
    strides: Any = None,
    dilation_rate: Any = 1,
    padding: Any = "valid",
    data_format: str = "NHWC",
) -> Tensor:
    """Return the pixels under each window of images, side by side as channels.

    Args:
        images: (batch, rows, columns, channels), or without the batch.
        size: of the patches; an int, or (rows, columns).
        strides: an int, or (rows, columns); by default ``size``.
        dilation_rate: the distance between two pixels of a patch.
        padding: "same", "valid", or numbers as for ``tf.conv2d``; what is padded is 0.
        data_format: "NHWC", or "NCHW" where channels come before rows.

    The result's channels are (row of the patch, column, channel), in this order. As Keras'
    ``ops.image.extract_patches``.

    Raises:
        ShapeError: if no window fits.

    >>> tf.image.extract_patches([[[1], [2]], [[3], [4]]], 2).tolist()
    [[[1, 2, 3, 4]]]
    """
    x = as_tensor("extract_patches", images)
    call = f"extract_patches(images: {x.shape})"
    found = Images(call, x, data_format, "images")
    taps = pair(f"{call}: size", size)
    steps = taps if strides is None else strides
    at = located(call, found.value.shape[1:3], taps, steps, found.sides(padding), dilation_rate)
    return found.restore(take_patches(found.value, (taps, *at)))
