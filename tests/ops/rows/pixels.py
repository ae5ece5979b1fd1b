"""Rows of ``tf.browser``; what needs pictures of a browser's is in tests/pixels."""

import numpy as np

from support.row import Bad, Row, Sample
from support.samples import f32, i32, reals, whole
from texelflow.layout import layout_of

BYTES, UNIT = whole(0, 255), reals(0, 1)


def pictures(rng):
    """Samples of tensors in the place of pictures: theirs are the rows of a tensor's texture."""
    samples = []
    for h, w in ((2, 3), (5, 7)):
        values = f32(BYTES(rng, (h, w, 4)) / np.float32(255))
        line = layout_of((h, w, 4)).width
        for channels in (1, 2, 3, 4):
            for dtype in ("int32", "float32"):
                attrs = {"channels": channels, "line": line, "dtype": dtype}
                samples.append(Sample((values,), attrs))
    return samples


def _unpack(pixels, channels, line, dtype):
    taken = pixels[..., :channels]
    return np.rint(taken * 255).astype(np.int32) if dtype == "int32" else taken


def _bytes(x, opaque=255):
    x = x[..., None] if x.ndim == 2 else x
    levels = np.floor(np.clip(x, 0, 1) * 255 + 0.5) if x.dtype.kind == "f" else np.clip(x, 0, 255)
    levels = np.repeat(levels, 3, -1) if x.shape[2] == 1 else levels
    alpha = np.full((*x.shape[:2], 1), opaque)
    return np.concatenate([levels, alpha], -1)[..., :4].astype(np.uint8)


def _pack(x, opaque):
    return np.ascontiguousarray(_bytes(x, opaque)).view(np.int32)[..., 0]


def images(*shapes):
    return lambda rng: [
        Sample((kind(rng, shape),), {"opaque": 128})
        for shape in shapes
        for kind in (whole(-50, 300), reals(-0.2, 1.2))
    ]


def of_browser(name, *errors):
    return Row(name, None, lambda rng: [], call="texelflow.browser", errors=errors, grad=False)


ROWS = [
    Row(
        "unpack_pixels",
        _unpack,
        pictures,
        call="op",
        result=lambda dtypes, attrs: attrs["dtype"],
        grad=False,
    ),
    Row(
        "pack_pixels",
        _pack,
        images((2, 3, 1), (3, 2, 3), (5, 7, 4), (1, 1, 1)),
        call="op",
        result="int32",
        grad=False,
    ),
    of_browser(
        "from_pixels",
        Bad((f32(np.ones((2, 2, 3))),), "DTypeError", "no picture"),
        Bad(("abc",), "DTypeError", "str is no picture"),
        Bad(({"data": []},), "DTypeError", "the dict of a picture"),
        Bad(("abc", 5), "ShapeError", "from 1 to 4"),
        Bad(("abc",), "DTypeError", "'int32' or 'float32'", {"dtype": "bool"}),
    ),
    of_browser(
        "to_pixels",
        Bad((i32([1, 2]),), "ShapeError", r"\(rows, columns\)"),
        Bad((i32([[[1, 2]]]),), "ShapeError", "1, 3 or 4 channels"),
        Bad((f32(np.ones((0, 2))),), "ShapeError", "without pixels"),
        Bad((i32([[256]]),), "ValueError", "1 out of range"),
    ),
    of_browser(
        "draw",
        Bad((i32([1, 2]), None), "ShapeError", r"\(rows, columns\)"),
        Bad((i32([[1]]), None, 2.0), "ValueError", "alpha 2.0"),
    ),
    of_browser("from_pixels_async"),
    of_browser("to_pixels_async"),
]
