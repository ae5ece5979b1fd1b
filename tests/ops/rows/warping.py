"""Rows of ``ops/warping.py`` and ``ops/sampling_points.py``: images at any points."""

import math

import numpy as np

from support import reference_points as reference
from support.row import Bad, Row, Sample, Tol
from support.samples import f32, i32, reals, whole

WIDE, BYTES = reals(-2, 2), whole(0, 255)
PICTURE, MATRIX = f32(np.ones((1, 3, 3, 2))), f32([[1, 0, 0, 0, 1, 0, 0, 0]])
TOL = Tol(rtol=3e-5, atol=3e-5, grad_rtol=5e-4, grad_atol=5e-4)
FILLS = ("constant", "reflect", "wrap", "nearest", "mirror")

# Moves and turns, such that no point comes near a pixel's centre or edge, where slopes jump.
TURN = f32([[0.83, -0.31, 0.46, 0.27, 0.77, 0.37, 0.021, -0.013]])
FAR = f32([[2.03, 0.11, -4.37, -0.21, 1.87, -3.41, 0, 0]])
TWO = f32(np.concatenate([TURN, [[1.07, 0.23, -0.61, 0.11, -0.91, 1.73, 0, 0]]]))
DEAD = f32([[1, 0, 0, 0, 1, 0, -0.5, 0]])  # divides by 0 in column 2


def first(dtypes, attrs):
    return dtypes[0] if attrs.get("interpolation", "nearest") == "nearest" else "float32"


def four(fill):
    return (fill,) * 4


def _transform(
    image,
    transforms,
    interpolation="nearest",
    fill_mode="constant",
    fill_value=0,
    output_shape=None,
):
    single = image.ndim == 3
    x = image[None] if single else image
    size = output_shape or x.shape[1:3]
    points = reference.projected(transforms, *size)
    owners = np.arange(x.shape[0])
    nearest = interpolation == "nearest"
    y = reference.sample(x, points, owners, fill_mode, nearest, four(fill_value))
    return y[0] if single else y


def _affine(images, transform, interpolation="bilinear", data_format="NHWC", **more):
    x = np.moveaxis(images, 1, 3) if data_format == "NCHW" else images
    y = _transform(x, transform.reshape(-1, 8), interpolation, **more)
    return np.moveaxis(y, 3, 1) if data_format == "NCHW" else y


def _rotate(image, radians, fill_value=0, center=0.5):
    single = image.ndim == 3
    x = image[None] if single else image
    _, h, w, _ = x.shape
    across, down = (center, center) if isinstance(center, (int, float)) else center
    cx, cy = w * across, h * down
    i, j = np.mgrid[0:h, 0:w]
    sin, cos = math.sin(radians), math.cos(radians)
    rows = (j - cx) * sin + (i - cy) * cos + cy
    columns = (j - cx) * cos - (i - cy) * sin + cx
    points = np.stack([rows, columns], -1)[None]
    fill = four(fill_value) if isinstance(fill_value, (int, float)) else (*fill_value, 255)
    y = reference.sample(x, points, np.arange(x.shape[0]), "constant", True, fill)
    return y[0] if single else y


def _crop(image, boxes, box_ind, crop_size, method="bilinear", extrapolation_value=0):
    points = reference.boxed(boxes, image.shape[1:3], crop_size)
    x = image.astype(float)
    return reference.sample(
        x, points, box_ind, "cut", method == "nearest", four(extrapolation_value)
    )


def transforms(cases, kinds=(WIDE,)):
    return lambda rng: [
        Sample((kind(rng, shape), matrix), attrs)
        for kind in kinds
        for shape, matrix, attrs in cases
    ]


EVERY = (
    *(((1, 4, 5, 2), m, {"fill_mode": f}) for f in FILLS for m in (TURN, FAR)),
    *(
        ((1, 4, 5, 2), m, {"fill_mode": f, "interpolation": "bilinear"})
        for f in FILLS
        for m in (TURN, FAR)
    ),
    ((2, 3, 4, 3), TWO, {"interpolation": "bilinear", "fill_value": 3.5}),
    ((2, 3, 4, 1), TURN, {"interpolation": "bilinear", "output_shape": [2, 6]}),
    ((3, 4, 4), TURN, {}),
    ((1, 1, 1, 1), FAR, {"fill_mode": "mirror"}),
    ((1, 2, 5, 1), DEAD, {"fill_value": 7}),
    ((0, 3, 3, 2), TURN, {}),
)
SLOPES = (
    *(((1, 2, 3, 2), TURN, {"fill_mode": f, "interpolation": "bilinear"}) for f in FILLS),
    ((1, 3, 3, 1), FAR, {"fill_mode": "reflect", "interpolation": "bilinear"}),
    ((2, 2, 3, 1), TWO, {"interpolation": "bilinear", "fill_value": 3.5}),
)
BOXES = f32([[0.07, 0.11, 0.83, 0.91], [-0.13, 0.27, 0.43, 1.17], [0.93, 0.87, 0.19, 0.17]])
CROPS = (
    ((2, 4, 5, 3), BOXES, i32([0, 1, 0]), {"crop_size": [3, 4]}),
    ((2, 4, 5, 3), BOXES, i32([1, 0, 1]), {"crop_size": [2, 1], "extrapolation_value": 9}),
    ((2, 4, 5, 2), BOXES, i32([0, 1, 1]), {"crop_size": [3, 3], "method": "nearest"}),
    ((1, 3, 3, 1), f32([[0, 0, 1, 1]]), i32([0]), {"crop_size": [3, 3]}),
    ((1, 3, 3, 1), f32(np.zeros((0, 4))), i32([]), {"crop_size": [3, 3]}),
)


def crops(cases, kinds=(WIDE,)):
    return lambda rng: [
        Sample((kind(rng, shape), boxes, owners), attrs)
        for kind in kinds
        for shape, boxes, owners, attrs in cases
    ]


OWNERS = i32([1, 0])
POINTS = f32(
    [
        [[[0.3, 1.2], [-0.4, 2.7], [1.6, 3.3]]],
        [[[2.3, 0.4], [0.2, -1.3], [0.7, 1.1]]],
    ]
)


def points(**more):
    attrs = {"size": (2, 3), "mode": "constant", "nearest": False}
    return lambda rng: [Sample((POINTS, OWNERS), attrs | more)]


def samples(rng):
    x = WIDE(rng, (2, 2, 3, 2))
    return [
        Sample((x, POINTS, OWNERS), {"mode": mode, "nearest": False, "fill": (0.5, 1.5, 0.0, 0.0)})
        for mode in ("constant", "cut", "mirror")
    ]


def rotations(kinds):
    cases = (
        {"radians": 0.7},
        {"radians": -2.1, "fill_value": [10.0, 20.0, 30.0], "center": [0.3, 0.6]},
        {"radians": 1.3, "fill_value": 5, "center": 0.25},
    )
    return lambda rng: [
        Sample((kind(rng, shape),), attrs)
        for kind in kinds
        for shape in ((1, 4, 5, 4), (2, 3, 3, 1), (3, 4, 3))
        for attrs in cases
    ]


ROWS = [
    Row(
        "transform",
        _transform,
        transforms(EVERY),
        call="texelflow.image",
        gradients=transforms(SLOPES),
        errors=[
            Bad((PICTURE, f32(np.ones((1, 6)))), "ShapeError", r"\(1, 8\)"),
            Bad((f32(np.ones((3, 3))), MATRIX), "ShapeError", "4 axes"),
            Bad((PICTURE, MATRIX), "ValueError", "fill_mode", {"fill_mode": "edge"}),
            Bad((PICTURE, MATRIX), "ValueError", "'bilinear'", {"interpolation": "cubic"}),
        ],
        tol=TOL,
    ),
    Row(
        "transform",
        _transform,
        transforms(EVERY[:4], (BYTES,)),
        call="texelflow.image",
        note="whole numbers",
        result=first,
        grad=False,
    ),
    Row(
        "affine_transform",
        _affine,
        lambda rng: [
            Sample((WIDE(rng, (1, 3, 4, 2)), TURN[0]), {}),
            Sample((WIDE(rng, (2, 3, 4, 2)), TWO), {"fill_mode": "reflect", "fill_value": 2}),
            Sample((WIDE(rng, (2, 2, 4, 3)), TWO), {"data_format": "NCHW"}),
        ],
        call="texelflow.image",
        tol=TOL,
    ),
    Row(
        "rotate_with_offset",
        _rotate,
        rotations((WIDE,)),
        call="texelflow.image",
        gradients=lambda rng: [Sample((WIDE(rng, (1, 3, 4, 2)),), {"radians": 0.7})],
        errors=[
            Bad((f32(np.ones((3, 3))),), "ShapeError", "4 axes", {"radians": 1.0}),
            Bad((PICTURE,), "ShapeError", "three", {"radians": 1.0, "fill_value": [1, 2]}),
        ],
        tol=TOL,
    ),
    Row(
        "crop_and_resize",
        _crop,
        crops(CROPS, (WIDE, BYTES)),
        call="texelflow.image",
        gradients=crops((CROPS[0], CROPS[1])),
        errors=[
            Bad((PICTURE, MATRIX, i32([0])), "ShapeError", r"\(n, 4\)", {"crop_size": [2, 2]}),
            Bad((PICTURE, BOXES, i32([0])), "ShapeError", r"\(n,\)", {"crop_size": [2, 2]}),
            Bad((PICTURE, BOXES, f32([0, 0, 0])), "DTypeError", "int32", {"crop_size": [2, 2]}),
            Bad(
                (PICTURE, BOXES, i32([0, 0, 0])),
                "ValueError",
                "'nearest'",
                {"crop_size": [2, 2], "method": "area"},
            ),
            Bad((PICTURE, BOXES, i32([0, 0, 0])), "ShapeError", "positive", {"crop_size": [2, 0]}),
        ],
        tol=TOL,
    ),
    Row("sample", reference.sample, samples, call="op", tol=TOL),
    Row(
        "project",
        lambda t, size: reference.projected(t, *size),
        lambda rng: [Sample((t,), {"size": s}) for t in (TURN, TWO) for s in ((2, 3), (1, 1))],
        call="op",
        tol=TOL,
    ),
    Row(
        "corner_places",
        lambda p, o, **attrs: reference.around(p, o, **attrs)[0],
        points(images=2),
        call="op",
        result="int32",
        grad=False,
    ),
    Row(
        "corner_weights",
        lambda p, o, slope, **attrs: reference.around(p, o, images=2, **attrs)[1][..., None],
        points(slope=(0, 0)),
        call="op",
        tol=TOL,
    ),
]

# --- which boxes stay: on the host, and tested in test_suppression.py -----------------------------

FOUR = f32(np.ones((2, 4)))


def suppression(name, *errors):
    return Row(name, None, lambda rng: [], call="texelflow.image", errors=errors, grad=False)


for _kind in ("", "_padded", "_with_score"):
    ROWS.append(
        suppression(
            f"non_max_suppression{_kind}",
            Bad((f32(np.ones((2, 3))), f32([1, 2]), 1), "ShapeError", r"\(n, 4\)"),
            Bad((FOUR, f32([1, 2, 3]), 1), "ShapeError", "one a box"),
            Bad((FOUR, f32([1, 2]), -1), "ValueError", "not negative"),
            Bad((FOUR, f32([1, 2]), 1, -0.5), "ValueError", "iou_threshold -0.5"),
        )
    )
    ROWS.append(suppression(f"non_max_suppression{_kind}_async"))
