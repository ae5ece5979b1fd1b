"""``tf.browser``: pictures of the browser's as tensors, and tensors on a canvas."""

from .ops.pixels import draw, from_pixels, from_pixels_async, to_pixels, to_pixels_async
from .reasons import explain_all

__all__ = ["draw", "from_pixels", "from_pixels_async", "to_pixels", "to_pixels_async"]

explain_all(globals(), __all__)
