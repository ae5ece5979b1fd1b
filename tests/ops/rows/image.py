"""Rows of ``tf.image``: turning, cutting, colours."""

import colorsys

import numpy as np

from support.row import Bad, Row, Sample
from support.samples import f32, i32, listed, reals, whole

UNIT, BYTES = reals(0, 1), whole(0, 255)
PICTURE = f32(np.ones((2, 3, 4, 3)))
FLAT = f32(np.ones((3, 3)))
LUMA = np.array([0.2989, 0.587, 0.114])


def calls(*cases, kinds=(UNIT, BYTES)):
    return lambda rng: [Sample((kind(rng, s),), attrs) for kind in kinds for s, attrs in cases]


def first(dtypes, attrs):
    return dtypes[0]


def of_image(name, ref, samples, **more):
    return Row(name, ref, samples, call="texelflow.image", **more)


IMAGES = (((2, 3, 4, 3), {}), ((1, 3, 1), {}), ((2, 5, 2), {}), ((0, 2, 2, 3), {}))


def _grey(x):
    return (x @ LUMA)[..., None] if x.dtype.kind == "f" else np.trunc(x @ LUMA)[..., None]


def _by_pixel(convert):
    def call(x):
        pixels = [convert(*pixel) for pixel in x.reshape(-1, 3)]
        return np.array(pixels).reshape(x.shape)

    return call


def _threshold(x, method="binary", inverted=False, thresh_value=0.5):
    grey = (x @ LUMA)[..., None] if x.shape[2] == 3 else x
    limit = _otsu(np.rint(grey).astype(int)) if method == "otsu" else thresh_value * 255
    return np.where(grey <= limit if inverted else grey > limit, 255, 0).astype(np.int32)


def _otsu(levels):
    """The threshold by its definition: the largest variance between the two groups."""
    best, at = 0.0, -1
    for level in range(255):
        low, high = levels[levels <= level], levels[levels > level]
        if low.size and high.size:
            apart = low.size * high.size * (low.mean() - high.mean()) ** 2
            if apart > best * (1 + 1e-12):
                best, at = apart, level
    return at


def _crop(x, top=None, left=None, bottom=None, right=None, height=None, width=None):
    h, w = x.shape[-3:-1]
    top = h - height - bottom if top is None else top
    left = w - width - right if left is None else left
    height = h - top - bottom if height is None else height
    width = w - left - right if width is None else width
    return x[..., top : top + height, left : left + width, :]


def crop(x, **given):
    return _crop(
        x, **{n.replace("_cropping", "").replace("target_", ""): v for n, v in given.items()}
    )


def padded(x, **given):
    pairs = []
    for (before, after, target), size in zip(
        (
            ("top_padding", "bottom_padding", "target_height"),
            ("left_padding", "right_padding", "target_width"),
        ),
        x.shape[-3:-1],
        strict=True,
    ):
        first, last = given.get(before), given.get(after)
        first = given[target] - size - last if first is None else first
        last = given[target] - size - first if last is None else last
        pairs.append((first, last))
    return np.pad(x, [*[(0, 0)] * (x.ndim - 3), *pairs, (0, 0)])


CROPS = (
    {"top_cropping": 1, "bottom_cropping": 0, "left_cropping": 2, "right_cropping": 1},
    {"top_cropping": 1, "target_height": 2, "right_cropping": 1, "target_width": 2},
)
PADS = (
    {"top_padding": 1, "bottom_padding": 2, "left_padding": 0, "right_padding": 3},
    {"bottom_padding": 1, "target_height": 6, "left_padding": 1, "target_width": 7},
)
COLOURS = f32(
    [[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]]
)

ROWS = [
    of_image(
        "flip_left_right",
        lambda x: x[..., ::-1, :],
        calls(*IMAGES),
        result=first,
        errors=[Bad((FLAT,), "ShapeError", "must be")],
    ),
    of_image(
        "flip_up_down",
        lambda x: x[..., ::-1, :, :],
        calls(*IMAGES),
        result=first,
        errors=[Bad((FLAT,), "ShapeError", "must be")],
    ),
    of_image(
        "crop_images",
        crop,
        calls(*(((1, 3, 4, 2), attrs) for attrs in CROPS), ((3, 4, 4), CROPS[1])),
        result=first,
        errors=[
            Bad((PICTURE,), "ShapeError", "two must be given", {"top_cropping": 1}),
            Bad((PICTURE,), "ShapeError", "do not make", {**CROPS[1], "top_cropping": 2}),
        ],
    ),
    of_image(
        "pad_images",
        padded,
        calls(*(((1, 3, 4, 2), attrs) for attrs in PADS), ((3, 4, 4), PADS[1])),
        result=first,
        errors=[
            Bad((PICTURE,), "ShapeError", "two must be given", {"top_padding": 1}),
            Bad((PICTURE,), "ShapeError", "do not make", {**PADS[1], "target_height": 3}),
        ],
    ),
    of_image(
        "grayscale_to_rgb",
        lambda x: np.repeat(x, 3, -1),
        calls(((2, 3, 1), {}), ((4, 1), {}), ((2, 1, 2, 2, 1), {})),
        result=first,
        errors=[Bad((PICTURE,), "ShapeError", "1 channel, after at least one other")],
    ),
    of_image(
        "rgb_to_grayscale",
        _grey,
        calls(((2, 3, 3), {}), ((4, 3), {}), ((2, 1, 2, 2, 3), {}), ((0, 3), {})),
        result=first,
        errors=[Bad((f32(np.ones((2, 4))),), "ShapeError", "3 channels")],
    ),
    of_image(
        "rgb_to_hsv",
        _by_pixel(colorsys.rgb_to_hsv),
        calls(((7, 3), {}), ((2, 5, 3), {}), kinds=(reals(0.1, 0.9),)),
        special=listed((COLOURS,), (0.5 * COLOURS + 0.25,)),
        errors=[Bad((f32(np.ones((2, 4))),), "ShapeError", "3 channels")],
    ),
    of_image(
        "hsv_to_rgb",
        _by_pixel(colorsys.hsv_to_rgb),
        calls(((7, 3), {}), ((2, 5, 3), {}), kinds=(reals(0.02, 0.98),)),
        special=listed((COLOURS,)),
        errors=[Bad((f32(np.ones((2, 4))),), "ShapeError", "3 channels")],
    ),
    of_image(
        "threshold",
        _threshold,
        lambda rng: [
            Sample((make(rng, (7, 9, c)),), attrs)
            for make in (reals(0, 255), BYTES)
            for c in (1, 3)
            for attrs in (
                {},
                {"inverted": True, "thresh_value": 0.3},
                {"method": "otsu"},
                {"method": "otsu", "inverted": True},
            )
        ],
        result="int32",
        grad=False,
        special=listed(Sample((i32(np.full((2, 2, 1), 7)),), {"method": "otsu"})),
        errors=[
            Bad((PICTURE,), "ShapeError", "rows, columns, channels"),
            Bad((f32(np.ones((2, 2, 1))),), "ValueError", "'otsu'", {"method": "mean"}),
        ],
    ),
]
