"""Images turned over, cut out of larger ones and put into larger ones, and cut into patches."""

from __future__ import annotations

from typing import Any

from ..errors import ShapeError
from ..tensor import Tensor, as_tensor
from .borders import pad
from .repeating import reverse
from .slicing import slice

__all__ = ["crop_images", "flip_left_right", "flip_up_down", "pad_images"]

Sides = tuple[int, int, int]

ROWS = "top, bottom and target_height"
COLUMNS = "left, right and target_width"


def _images(name: str, x: Any) -> Tensor:
    x = as_tensor(name, x)
    if x.ndim not in (3, 4):
        raise ShapeError(
            f"{name}(image: {x.shape}): must be (batch, rows, columns, channels), "
            "or without the batch"
        )
    return x


def flip_left_right(image: Any) -> Tensor:
    """Return images with their columns in reverse order.

    Args:
        image: (batch, rows, columns, channels), or without the batch.

    Mirrors TensorFlow.js ``tf.image.flipLeftRight``; it has a gradient.

    Raises:
        ShapeError: if there are other axes.

    >>> tf.image.flip_left_right([[[1], [2]]]).tolist()
    [[[2], [1]]]
    """
    return reverse(_images("flip_left_right", image), -2)


def flip_up_down(image: Any) -> Tensor:
    """Return images with their rows in reverse order; see ``flip_left_right``.

    >>> tf.image.flip_up_down([[[1]], [[2]]]).tolist()
    [[[2]], [[1]]]
    """
    return reverse(_images("flip_up_down", image), -3)


def _sides(call: str, names: str, before: Any, after: Any, inner: Any, outer: Any) -> Sides:
    """Return (before, after, inner), where ``before + inner + after == outer`` and one is None."""
    if [before, after, inner, outer].count(None) != 1:
        raise ShapeError(f"{call}: of {names}, two must be given and the third left out")
    if outer is None:
        outer = before + inner + after
    inner = outer - before - after if inner is None else inner
    before = outer - inner - after if before is None else before
    after = outer - inner - before if after is None else after
    if min(before, after, inner) < 0 or before + inner + after != outer:
        raise ShapeError(
            f"{call}: {before} before, {inner} inside and {after} after do not make {outer}; "
            "none may be negative"
        )
    return before, after, inner


def crop_images(
    images: Any,
    top_cropping: int | None = None,
    left_cropping: int | None = None,
    bottom_cropping: int | None = None,
    right_cropping: int | None = None,
    target_height: int | None = None,
    target_width: int | None = None,
) -> Tensor:
    """Return images without some of their outer rows and columns.

    Args:
        images: (batch, rows, columns, channels), or without the batch.
        top_cropping, bottom_cropping, target_height: rows to leave out, and to keep; two of them.
        left_cropping, right_cropping, target_width: the same for columns.

    As Keras' ``ops.image.crop_images``.

    Raises:
        ShapeError: if they do not fit the images.

    >>> tf.image.crop_images(tf.ones([4, 5, 3]), 1, 2, target_height=2, target_width=3).shape
    (2, 3, 3)
    """
    x = _images("crop_images", images)
    call = f"crop_images(images: {x.shape})"
    h, w, c = x.shape[-3:]
    top, _, rows = _sides(call, ROWS, top_cropping, bottom_cropping, target_height, h)
    left, _, columns = _sides(call, COLUMNS, left_cropping, right_cropping, target_width, w)
    lead = x.shape[:-3]
    return slice(x, (*[0] * len(lead), top, left, 0), (*lead, rows, columns, c))


def pad_images(
    images: Any,
    top_padding: int | None = None,
    left_padding: int | None = None,
    bottom_padding: int | None = None,
    right_padding: int | None = None,
    target_height: int | None = None,
    target_width: int | None = None,
) -> Tensor:
    """Return images with rows and columns of zeros around them.

    Args:
        images: (batch, rows, columns, channels), or without the batch.
        top_padding, bottom_padding, target_height: rows to add, and to end up with; two of them.
        left_padding, right_padding, target_width: the same for columns.

    As Keras' ``ops.image.pad_images``.

    Raises:
        ShapeError: if they do not fit the images.

    >>> tf.image.pad_images(tf.ones([2, 3, 3]), 1, 2, target_height=4, target_width=6).shape
    (4, 6, 3)
    """
    x = _images("pad_images", images)
    call = f"pad_images(images: {x.shape})"
    h, w, _ = x.shape[-3:]
    rows = _sides(call, ROWS, top_padding, bottom_padding, h, target_height)[:2]
    columns = _sides(call, COLUMNS, left_padding, right_padding, w, target_width)[:2]
    return pad(x, [*[(0, 0)] * (x.ndim - 3), rows, columns, (0, 0)])
