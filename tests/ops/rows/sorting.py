"""Rows of ``ops/sorting.py``, ``ops/along.py`` and ``ops/quantiles.py``."""

import numpy as np

from support.dtype_rules import first
from support.row import Bad, Row, Sample
from support.samples import coins, distinct, each, f32, i32, listed, reals, together, whole

SHAPES = (
    (1,),
    (2,),
    (5,),
    (17,),
    (5, 1),
    (7, 2),
    (3, 5),
    (2, 3, 4),
    (2, 1, 3, 1, 2, 3),
    (0,),
    (3, 0),
)
FEW = whole(-3, 3)
SLOPES = ((5,), (3, 2), (2, 4))
BAD = (
    Bad((f32([1, 2]),), "ShapeError", r"sort\(x: \(2,\)\): axis 1 is out of range", {"axis": 1}),
    Bad((f32(1),), "ShapeError", "a scalar has none"),
)


def _upside_down(x):
    """Numbers that sort the other way round, as exactly: int32 as int64, bool as int."""
    return -x.astype(np.int64) if x.dtype.kind in "ib" else -x


def _argsort(x, axis=-1, descending=False):
    # NumPy puts NaN last both ways; descending it comes first here.
    if descending:
        if x.dtype.kind == "f":
            x = np.where(np.isnan(x), np.inf, np.clip(x, -np.inf, 1e300))
        return np.argsort(_upside_down(x), axis, kind="stable").astype(np.int32)
    return np.argsort(x, axis, kind="stable").astype(np.int32)


def _sort(x, axis=-1, descending=False):
    if axis is None:
        x, axis = x.reshape(-1), 0
    return np.take_along_axis(x, _argsort(x, axis, descending), axis)


def _topk(x, k=1, sorted=True):
    places = _argsort(x, -1, True)[..., :k]
    return np.take_along_axis(x, places, -1), places


def _ordered(x, axis, descending, count):
    places = _argsort(x, axis, descending)
    places = np.take(places, range(x.shape[axis] if count is None else count), axis)
    return np.take_along_axis(x, places, axis), places


def _both(dtypes, _attrs):
    return dtypes[0], "int32"


WAYS = ({}, {"descending": True})
FULL = whole(-(2**31), 2**31 - 1)
SAMPLES = together(
    each(reals(-5, 5), FEW, shapes=SHAPES, attrs=WAYS),
    each(FULL, coins(), shapes=((9,), (3, 5)), attrs=WAYS),
    each(FEW, FULL, shapes=((7, 2), (3, 5), (2, 3, 4)), attrs=({"axis": 0},)),
    each(reals(-5, 5), shapes=((2, 3, 4),), attrs=({"axis": 1, "descending": True},)),
    each(FEW, shapes=((256,), (257,), (1300,), (2, 300)), attrs=WAYS),
    each(reals(-5, 5), shapes=((300, 2),), attrs=({"axis": 0},)),
)
SPECIAL = listed(
    (f32([1, np.nan, np.inf, -np.inf, 0.0, -0.0, np.nan, -1]),),
    Sample((f32([1, np.inf, -np.inf, 0.0, -0.0, -1, np.nan]),), {"descending": True}),
)

ROWS = [
    Row(
        "sort",
        _sort,
        together(SAMPLES, each(FEW, shapes=((3, 5),), attrs=({"axis": None},))),
        result=first,
        special=SPECIAL,
        gradients=together(
            each(distinct(), shapes=SLOPES, attrs=WAYS),
            each(distinct(), shapes=((3, 2), (2, 3, 2)), attrs=({"axis": 0},)),
        ),
        errors=BAD,
    ),
    Row("argsort", _argsort, SAMPLES, result="int32", special=SPECIAL, grad=False),
    Row(
        "topk",
        _topk,
        together(
            each(reals(-5, 5), FEW, shapes=((5,), (3, 5), (2, 3, 4)), attrs=({}, {"k": 3})),
            each(FEW, shapes=((3, 1), (300,)), attrs=({}, {"k": 0})),
        ),
        result=_both,
        special=listed(Sample((f32([1, np.inf, -np.inf, np.nan, 2]),), {"k": 3})),
        gradients=each(distinct(), shapes=((5,), (2, 4)), attrs=({}, {"k": 2})),
        errors=[
            Bad((f32(1),), "ShapeError", "a scalar has no row"),
            Bad((f32([1, 2]),), "ShapeError", "k is 3; it must be from 0", {"k": 3}),
            Bad((f32([1, 2]),), "TypeError", "must be an int", {"k": 1.5}),
        ],
    ),
    Row(
        "ordered",
        _ordered,
        each(
            distinct(),
            shapes=((5,), (4, 3)),
            attrs=(
                {"axis": 0, "descending": False, "count": None},
                {"axis": 0, "descending": True, "count": 2},
            ),
        ),
        call="op",
        result=_both,
    ),
]

# --- along an axis --------------------------------------------------------------------------------


def _along(x, indices, axis=-1):
    if axis is None:
        x, axis = x.reshape(-1), 0
    sizes = [1 if i == axis % x.ndim else max(x.shape[i], indices.shape[i]) for i in range(x.ndim)]
    x = np.broadcast_to(
        x, [x.shape[i] if n == 1 and i == axis % x.ndim else n for i, n in enumerate(sizes)]
    )
    n = x.shape[axis]
    known = np.where(indices < 0, indices + n, indices)
    good = (known >= 0) & (known < n)
    known = np.where(good, known, 0)
    shape = [indices.shape[axis] if i == axis % x.ndim else n for i, n in enumerate(x.shape)]
    known, good = np.broadcast_to(known, shape), np.broadcast_to(good, shape)
    return np.where(good, np.take_along_axis(x, known, axis), np.zeros((), x.dtype))


def _alongs(kind, cases):
    return lambda rng: [
        Sample((kind(rng, x), i32(rng.integers(-n, n, shape))), attrs)
        for x, shape, n, attrs in cases
    ]


ALONGS = (
    ((5,), (3,), 5, {}),
    ((3, 5), (3, 4), 5, {}),
    ((3, 5), (2, 5), 3, {"axis": 0}),
    ((7, 2), (7, 3), 2, {"axis": 1}),
    ((7, 2), (3, 2), 7, {"axis": 0}),
    ((2, 3, 4), (2, 5, 4), 3, {"axis": 1}),
    ((3, 5), (1, 4), 5, {}),
    ((1, 5), (3, 2), 5, {}),
    ((3, 5), (4,), 15, {"axis": None}),
    ((3, 5), (3, 0), 5, {}),
)
TAKES = (
    ((5,), (3,), 5, {}),
    ((3, 4), (2, 2), 12, {}),
    ((3, 4), (2,), 3, {"axis": 0}),
    ((3, 4), (2, 2), 4, {"axis": -1}),
    ((7, 2), (), 7, {"axis": 0}),
)

# --- quantiles ------------------------------------------------------------------------------------

MANY = {"axis": -1, "q": [0, 0.25, 0.6, 1]}
ASKED = (
    {"q": 0.3},
    {"q": [0.5, 0.9], "axis": 0},
    {"q": 0.35, "axis": -1, "keepdims": True},
    MANY,
)
METHODS = tuple(
    {"q": [0.1, 0.5, 0.75], "method": method}
    for method in ("lower", "higher", "midpoint", "nearest")
)
HOLES = lambda rng: [  # noqa: E731
    Sample((f32([3, np.nan, 1, 2, np.nan]),), {"q": [0, 0.3, 1]}),
    Sample((f32([[3, np.nan, 1], [np.nan, 2, 5]]),), {"q": 0.5, "axis": 1}),
    Sample((f32([[3, 4, 1], [6, 2, 5]]),), {"q": 0.25, "axis": 0, "keepdims": True}),
]


def _hundred(samples):
    """The same samples with q from 0 to 100."""

    def draw(rng):
        for sample in samples(rng):
            q = sample.attrs["q"]
            wanted = [100 * v for v in q] if isinstance(q, list) else 100 * q
            yield Sample(sample.args, {**sample.attrs, "q": wanted})

    return draw


def _wide(fn):
    """NumPy's function, of whole numbers as floats."""
    return lambda x, **attrs: fn(x.astype(np.float64), **attrs)


def _plain(samples):
    """The same samples without q."""

    def draw(rng):
        for sample in samples(rng):
            yield Sample(sample.args, {k: v for k, v in sample.attrs.items() if k != "q"})

    return draw


QUANTILES = together(
    each(distinct(), whole(-9, 9), shapes=((5,), (3, 4), (7, 2)), attrs=ASKED),
    each(distinct(), shapes=((2, 3, 4),), attrs=({"q": 0.4, "axis": (0, 2)}, *ASKED[:2])),
    each(distinct(), shapes=((6,),), attrs=METHODS),
)
SLOPED = each(distinct(), shapes=((5,), (3, 2)), attrs=({"q": 0.3}, {"q": [0.2, 0.7], "axis": 0}))
BAD_Q = Bad((f32([1, 2]), -1), "ShapeError", "q is -1; it must be from 0")
NAN = listed(
    Sample((f32([1, np.nan, 2]),), {"q": 0.5}),
    Sample((f32([[1, 5, 2], [0, np.nan, 0]]),), {"q": [0.2, 0.9], "axis": 1}),
)

ROWS += [
    Row(
        "take_along_axis",
        _along,
        together(
            _alongs(reals(-5, 5), ALONGS), _alongs(FEW, ALONGS[:4]), _alongs(coins(), ALONGS[:2])
        ),
        result=first,
        special=listed((f32([1, np.inf, np.nan]), i32([2, 1, 0, 3, -4]))),
        gradients=_alongs(reals(-5, 5), ALONGS[:9]),
        errors=[
            Bad((f32([1]), f32([0])), "DTypeError", "must be int32"),
            Bad((f32([[1]]), i32([0])), "ShapeError", "as many each"),
            Bad((f32([1]), i32([0])), "ShapeError", "out of range", {"axis": 1}),
            Bad((f32([1, 2]), [2]), "OutOfRange", "index 2 is out of range for an axis of 2"),
            Bad((f32(np.ones((2, 2))), i32(np.ones((3, 1)))), "ShapeError", "beside axis 1"),
        ],
    ),
    Row(
        "take",
        lambda x, indices, axis=None: np.take(x, indices, axis),
        lambda rng: [
            Sample((reals(-5, 5)(rng, x), i32(rng.integers(-n, n, shape))), attrs)
            for x, shape, n, attrs in TAKES
        ],
        note="public",
        special=listed((f32([1, np.inf, np.nan]), i32([2, 1, 0, -1]))),
        errors=[
            Bad((f32([1, 2]), [2]), "OutOfRange", "index 2 is out of range for an axis of 2"),
            Bad((f32([1, 2]), f32([0])), "DTypeError", "must be int32"),
            Bad((f32([1]), i32([0])), "ShapeError", "axis 1 is out of range", {"axis": 1}),
        ],
    ),
    Row(
        "take_along",
        lambda x, indices, axis: np.take_along_axis(x, indices, axis),
        lambda rng: [Sample((reals(-5, 5)(rng, (3, 5)), i32([[0], [4], [2]])), {"axis": 1})],
        call="op",
        result=first,
    ),
    Row(
        "quantile",
        _wide(np.quantile),
        QUANTILES,
        special=NAN,
        gradients=SLOPED,
        errors=[BAD_Q, Bad((f32([1]), 0.5), "ShapeError", "method is 'mean'", {"method": "mean"})],
    ),
    Row("percentile", _wide(np.percentile), _hundred(QUANTILES), errors=[BAD_Q]),
    Row(
        "median",
        _wide(np.median),
        _plain(each(distinct(), whole(-9, 9), shapes=((5,), (3, 4), (7, 2)), attrs=ASKED[::2])),
        special=listed((f32([1, np.nan, 2]),), (f32([np.inf, np.inf, 1]),)),
    ),
    Row("nanquantile", np.nanquantile, HOLES, gradients=SLOPED, errors=[BAD_Q]),
    Row("nanpercentile", np.nanpercentile, _hundred(HOLES)),
    Row(
        "nanmedian",
        np.nanmedian,
        _plain(HOLES),
        gradients=listed((f32([3, 1, 2, 4.5]),)),
    ),
]
