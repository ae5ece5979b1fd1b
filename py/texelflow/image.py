"""``tf.image``: images as tensors of (batch, rows, columns, channels).

TensorFlow.js's functions of that namespace, and those that Keras has beside them.
"""

from .ops.colours import grayscale_to_rgb, hsv_to_rgb, rgb_to_grayscale, rgb_to_hsv, threshold
from .ops.coordinates import gaussian_blur, map_coordinates
from .ops.cutting import crop_images, flip_left_right, flip_up_down, pad_images
from .ops.patches import extract_patches
from .ops.resizing import resize, resize_bilinear, resize_nearest_neighbor
from .ops.suppression import (
    non_max_suppression,
    non_max_suppression_async,
    non_max_suppression_padded,
    non_max_suppression_padded_async,
    non_max_suppression_with_score,
    non_max_suppression_with_score_async,
)
from .ops.warping import affine_transform, crop_and_resize, rotate_with_offset, transform
from .reasons import explain_all

__all__ = [
    "affine_transform",
    "crop_and_resize",
    "crop_images",
    "extract_patches",
    "flip_left_right",
    "flip_up_down",
    "gaussian_blur",
    "grayscale_to_rgb",
    "hsv_to_rgb",
    "map_coordinates",
    "non_max_suppression",
    "non_max_suppression_async",
    "non_max_suppression_padded",
    "non_max_suppression_padded_async",
    "non_max_suppression_with_score",
    "non_max_suppression_with_score_async",
    "pad_images",
    "resize",
    "resize_bilinear",
    "resize_nearest_neighbor",
    "rgb_to_grayscale",
    "rgb_to_hsv",
    "rotate_with_offset",
    "threshold",
    "transform",
]

explain_all(globals(), __all__)
