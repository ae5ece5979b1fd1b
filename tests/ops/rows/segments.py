"""Rows of ``ops/segments.py``."""

import numpy as np

from support.dtype_rules import arithmetic, first
from support.row import Bad, Because, Row, Sample
from support.samples import coins, distinct, f32, i32, reals, whole

LEAST, MOST = np.iinfo(np.int32).min, np.iinfo(np.int32).max


def _folded(fold, empty):
    def by_segment(x, ids, num_segments):
        kind = "iu" if x.dtype.kind in "iub" else "f"
        x = x.astype(np.int32) if x.dtype == bool else x
        y = np.full((num_segments, *x.shape[ids.ndim :]), empty[kind[0]], x.dtype)
        for place in np.ndindex(ids.shape):
            if 0 <= ids[place] < num_segments:
                y[ids[place]] = fold(y[ids[place]], x[place])
        return y

    return by_segment


_SUM = _folded(np.add, {"f": 0, "i": 0})
_PROD = _folded(np.multiply, {"f": 1, "i": 1})
_MAX = _folded(np.maximum, {"f": -np.inf, "i": LEAST})
_MIN = _folded(np.minimum, {"f": np.inf, "i": MOST})

CASES = (((5,), (5,), 3), ((6, 4), (6,), 3), ((2, 3, 3), (2, 3), 4), ((40, 2), (40,), 7))


def samples(*kinds, cases=CASES):
    return lambda rng: [
        Sample((kind(rng, x), i32(rng.integers(-1, n + 1, ids))), {"num_segments": n})
        for kind in kinds
        for x, ids, n in cases
    ]


def full(kind, cases=CASES):
    """Every segment has a slice: an empty one's infinity has no differences."""

    def draw(rng):
        for x, ids, n in cases:
            named = np.arange(np.prod(ids)) % n
            yield Sample(
                (kind(rng, x), i32(rng.permutation(named).reshape(ids))), {"num_segments": n}
            )

    return draw


def long(kind):
    """So many slices that they are folded in parts."""
    return lambda rng: [
        Sample((kind(rng, (16500,)), i32(rng.integers(0, 5, 16500))), {"num_segments": 5})
    ]


def inferred(rng):
    return [Sample((reals(-5, 5)(rng, (4, 3)), i32([0, 2, 2, 0])), {})]


def _read(ref):
    return lambda x, ids, num_segments=None: ref(x, ids, num_segments or int(ids.max()) + 1)


def primitive(kind):
    def draw(rng):
        slices = kind(rng, (2, 5))
        return [
            Sample(
                (slices, i32([[0, 2, 2, 1, 1], [1, 1, 0, 2, 0]])), {"segments": 3, "batch_dims": 1}
            )
        ]

    return draw


def _batched(ref):
    def by_row(x, indices, segments, batch_dims):
        assert batch_dims == 1
        return np.stack([ref(a, i, segments) for a, i in zip(x, indices, strict=True)])

    return by_row


ZEROS = [
    Sample((f32([2, 0, 3, 0, 0, 5, 4]), i32([0, 0, 0, 1, 1, 1, 2])), {"num_segments": 3}),
]
READ = Because("traced", "the number of segments is read from the ids")
BAD = (
    Bad((f32([1]), f32([0])), "DTypeError", "int32", {"num_segments": 1}),
    Bad((f32([1, 2]), i32([0])), "ShapeError", "first axes", {"num_segments": 1}),
    Bad((f32([1, 2]), i32([0, 0])), "ShapeError", "not be negative", {"num_segments": -1}),
)
WIDE, INTS = reals(-5, 5), whole(-1000, 1000)
NAN = lambda rng: [  # noqa: E731
    Sample((f32([1, np.nan, 3, 4]), i32([0, 1, -1, 9])), {"num_segments": 3})
]

ROWS = [
    Row(
        "unsorted_segment_sum",
        _SUM,
        lambda rng: [*samples(WIDE, INTS)(rng), *samples(coins(), cases=CASES[:1])(rng)],
        result=arithmetic,
        special=NAN,
        gradients=full(WIDE),
        errors=BAD,
    ),
    Row("unsorted_segment_sum", _SUM, long(whole(0, 9)), note="long", result=first),
    Row(
        "segment_sum",
        _read(_SUM),
        inferred,
        call="texelflow",
        note="public",
        errors=BAD,
        skip=[READ],
    ),
    Row(
        "segment_max",
        _MAX,
        samples(WIDE, INTS),
        result=first,
        special=NAN,
        gradients=full(distinct()),
        errors=BAD,
    ),
    Row(
        "segment_max",
        _MAX,
        long(WIDE),
        note="long",
        result=first,
        grad=False,
        skip=[Because("no_gradient", "it has one, checked on few slices")],
    ),
    Row("segment_min", _MIN, samples(WIDE, INTS), result=first, gradients=full(distinct())),
    Row(
        "segment_prod",
        _PROD,
        samples(reals(0.5, 1.5), whole(-9, 9)),
        result=first,
        gradients=lambda rng: [*full(reals(0.5, 1.5))(rng), *ZEROS],
    ),
    Row("max_segments", _batched(_MAX), primitive(distinct()), call="op"),
    Row("min_segments", _batched(_MIN), primitive(distinct()), call="op"),
    Row("prod_segments", _batched(_PROD), primitive(reals(0.5, 1.5)), call="op"),
]
