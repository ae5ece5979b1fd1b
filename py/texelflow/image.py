"""``tf.image``: images as tensors of (batch, rows, columns, channels).

TensorFlow.js's functions of that namespace, and those that Keras has beside them.
"""

from .ops.colours import grayscale_to_rgb, hsv_to_rgb, rgb_to_grayscale, rgb_to_hsv, threshold
from .ops.cutting import crop_images, flip_left_right, flip_up_down, pad_images
from .ops.patches import extract_patches

__all__ = [
    "crop_images",
    "extract_patches",
    "flip_left_right",
    "flip_up_down",
    "grayscale_to_rgb",
    "hsv_to_rgb",
    "pad_images",
    "rgb_to_grayscale",
    "rgb_to_hsv",
    "threshold",
]
