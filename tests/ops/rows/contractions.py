"""Rows of ``ops/einsum.py``, ``ops/contractions.py`` and ``ops/norms.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Bad, Row, Sample, Tol
from support.samples import f32, listed, reals, together, whole

WIDE = reals(-2, 2)
INTS = whole(-9, 9)

EQUATIONS = (
    ("ij,jk->ik", (3, 5), (5, 4)),
    ("ij,jk", (3, 5), (5, 2)),
    ("ij,kj->ki", (3, 5), (4, 5)),
    ("ji,jk->ki", (5, 3), (5, 4)),
    ("i,i->", (5,), (5,)),
    ("i,j->ij", (3,), (4,)),
    ("ij->ji", (3, 5)),
    ("ij->", (3, 5)),
    ("ij->j", (3, 5)),
    ("ii", (4, 4)),
    ("ii->i", (4, 4)),
    ("iij->j", (3, 3, 2)),
    ("ij,ij->ij", (3, 5), (3, 5)),
    ("bij,bjk->bik", (2, 3, 4), (2, 4, 5)),
    ("bij,bkj->bki", (2, 3, 4), (2, 5, 4)),
    ("bhid,bhjd->bhij", (2, 2, 3, 4), (2, 2, 5, 4)),
    ("...ij,...jk->...ik", (2, 3, 4), (4, 5)),
    ("...ij,jk", (2, 2, 3, 4), (4, 5)),
    ("...i->...", (2, 3, 4)),
    ("i...,i...->...", (3, 2, 4), (3, 4)),
    ("ij,jk,kl->il", (2, 3), (3, 4), (4, 5)),
    ("i,j,k->kij", (2,), (3,), (4,)),
    ("ab,bc,ca->", (2, 3), (3, 4), (4, 2)),
    ("bij,j->bi", (2, 3, 4), (4,)),
    ("ij,k->ik", (2, 3), (4,)),
    (",ij->ij", (), (2, 3)),
    ("->", ()),
    ("ij,jk->ik", (3, 1), (5, 4)),
    ("abcd,ced->abe", (2, 3, 4, 2), (4, 3, 2)),
    ("ij,jk->ik", (3, 0), (0, 4)),
    ("ii,ij->ij", (3, 3), (3, 2)),
)
SLOPES = [EQUATIONS[i] for i in (0, 3, 9, 11, 14, 16, 20, 23, 27, 28)]


def _samples(kinds, equations=EQUATIONS):
    def draw(rng):
        for i, (equation, *shapes) in enumerate(equations):
            kind = kinds[i % len(kinds)]
            yield Sample((equation, *(kind(rng, shape) for shape in shapes)))

    return draw


def _einsum(equation, *xs):
    return np.einsum(equation, *xs)


def two(*cases, kinds=(WIDE, INTS)):
    def draw(rng):
        for i, (a, b, attrs) in enumerate(cases):
            kind = kinds[i % len(kinds)]
            yield Sample((kind(rng, a), kind(rng, b)), attrs)

    return draw


def _tensordot(a, b, axes=2):
    return np.tensordot(a, b, axes)


DOTS = (
    ((2, 3, 4), (3, 4, 5), {}),
    ((3, 4), (4, 5), {"axes": 1}),
    ((2,), (3,), {"axes": 0}),
    ((2, 3, 4), (4, 3, 2), {"axes": [[1, 2], [1, 0]]}),
    ((2, 3, 4), (3, 5), {"axes": [[1], [0]]}),
    ((3, 2, 4), (3, 5), {"axes": [0, 0]}),
    ((3, 0), (0, 2), {"axes": 1}),
)
KRONS = (
    ((2,), (3,), {}),
    ((2, 3), (3, 2), {}),
    ((2, 1, 3), (1, 2, 2), {}),
    ((3,), (2, 2), {}),
    ((), (2, 2), {}),
    ((2, 1, 2, 1), (1, 2, 1, 3), {}),
    ((2, 1, 2, 3), (1, 3, 0), {}),
)
CROSSES = (
    ((3,), (3,), {}),
    ((4, 3), (4, 3), {}),
    ((4, 3), (3,), {}),
    ((2, 1, 3), (5, 3), {}),
    ((3, 4), (3, 4), {"axis": 0}),
    ((2, 3, 4), (2, 3, 4), {"axis": 1}),
    ((5, 2), (5, 2), {}),
)


def _cross(a, b, axis=-1):
    a, b = np.moveaxis(a, axis, -1), np.moveaxis(b, axis, -1)
    if a.shape[-1] == 2:
        return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return np.moveaxis(np.cross(a, b), -1, axis)


INF = np.inf
NORMS = (
    ((5,), {}),
    ((2, 3, 4), {}),
    ((), {}),
    *(((17,), {"ord": ord}) for ord in (None, 1, INF, -INF, 0, 3, 0.5, -1)),
    *(((3, 5), {"ord": ord}) for ord in ("fro", "nuc", 1, -1, 2, -2, INF, -INF)),
    ((3, 5), {"axis": 1}),
    ((3, 5), {"axis": -1, "ord": 1, "keepdims": True}),
    ((2, 3, 4), {"axis": [0, 2]}),
    ((2, 3, 4), {"axis": [2, 0], "ord": 1}),
    ((2, 3, 4), {"axis": [0, 1], "ord": INF, "keepdims": True}),
    ((2, 3, 4), {"axis": [-1, 1], "ord": 2}),
)


def _norm(x, ord="euclidean", axis=None, keepdims=False):
    x = x.astype(np.float64)
    axis = tuple(axis) if isinstance(axis, list) else axis
    if axis is None and ord in (None, "euclidean", "fro"):
        return np.sqrt(np.sum(x * x, keepdims=keepdims))
    many = x.ndim == 2 if axis is None else isinstance(axis, tuple)
    ord = ("fro" if many else None) if ord == "euclidean" else ord
    return np.linalg.norm(x, ord, axis, keepdims)


def _norms(kind, cases=NORMS):
    return lambda rng: [Sample((kind(rng, shape),), attrs) for shape, attrs in cases]


def _euclidean(x, axis=None, keepdims=False):
    axis = tuple(axis) if isinstance(axis, list) else axis
    return np.sqrt(np.sum(x.astype(np.float64) ** 2, axis=axis, keepdims=keepdims))


ONES = f32(np.ones((2, 3)))
SPARSE = f32([[1, -2, 0.5], [0.25, 3, -1]])

ROWS = [
    Row(
        "einsum", _einsum, _samples((WIDE, WIDE, INTS)), result=arithmetic,
        gradients=_samples((WIDE,), SLOPES), tol=Tol(rtol=2e-5, atol=1e-5),
        errors=[
            Bad(("ij,jk", ONES), "ShapeError", "for 2 operands, and there are 1"),
            Bad(("ij,jk", ONES, ONES), "ShapeError", "'j' is 3 and 2 long"),
            Bad(("ijk", ONES), "ShapeError", "names 3 axes and the operand has 2"),
            Bad(("ij->ik", ONES), "ShapeError", "'k' of the result is in no operand"),
            Bad(("ij->ii", ONES), "ShapeError", "each letter once"),
            Bad(("i1", ONES), "ShapeError", "letters and one ellipsis only"),
            Bad((3, ONES), "TypeError", "must be text"),
        ],
    ),
    Row(
        "tensordot", _tensordot, two(*DOTS), result=arithmetic,
        gradients=two(*DOTS[1:4], kinds=(WIDE,)), tol=Tol(rtol=2e-5, atol=1e-5),
        errors=[
            Bad((ONES, ONES, 3), "ShapeError", "axes 3 must be from 0 to 2"),
            Bad((ONES, ONES, 1), "ShapeError", r"lengths \[3\] and \[2\]"),
        ],
    ),
    Row(
        "inner", np.inner,
        two(((5,), (5,), {}), ((2, 3), (4, 3), {}), ((2, 2, 3), (3,), {}), ((), (3,), {})),
        result=arithmetic,
        errors=[Bad((ONES, f32([1, 2])), "ShapeError", "last axes differ")],
    ),
    Row(
        "vdot", np.vdot, two(((5,), (5,), {}), ((2, 3), (3, 2), {}), ((), (1,), {})),
        result=arithmetic, errors=[Bad((ONES, f32([1])), "ShapeError", "6 and 1 elements")],
    ),
    Row("outer", np.outer, two(((5,), (3,), {}), ((2, 3), (2,), {})), result=arithmetic),
    Row("kron", np.kron, two(*KRONS), result=arithmetic,
        gradients=two(*KRONS[1:3], KRONS[5], kinds=(WIDE,))),
    Row(
        "cross", _cross, two(*CROSSES), result=arithmetic,
        gradients=two(*CROSSES[1:5], kinds=(WIDE,)),
        errors=[
            Bad((f32(np.ones(4)), f32(np.ones(4))), "ShapeError", "must be 3 long"),
            Bad((f32(np.ones((2, 3))), f32(np.ones((4, 3)))), "ShapeError", "not broadcast"),
        ],
    ),
    Row("_cross", np.cross, two(((2, 3), (2, 3), {})), result=arithmetic, call="op"),
    Row(
        "norm", _norm, together(_norms(WIDE), _norms(INTS, NORMS[:1])),
        special=listed((f32([0, 0]),), (f32([np.inf, 1]),), (f32([np.nan, 1]),)),
        gradients=listed(
            Sample((SPARSE,)),
            *(Sample((SPARSE,), {"ord": ord}) for ord in ("nuc", 1, 2, -2, INF)),
            Sample((SPARSE,), {"axis": 1, "ord": 3}),
            Sample((SPARSE,), {"axis": 0}),
        ),
        errors=[
            Bad((ONES, "big"), "ShapeError", "ord 'big' must be", {"axis": 0}),
            Bad((ONES, 3), "ShapeError", "ord 3 must be", {"axis": [0, 1]}),
            Bad((ONES,), "ShapeError", "out of range", {"axis": 2}),
            Bad((f32(np.ones((2, 2, 2))), 1), "ShapeError", "needs an axis, or two"),
            Bad((f32(np.ones((2, 2, 2))),), "ShapeError", "one axis or two", {"axis": [0, 1, 2]}),
        ],
        tol=Tol(rtol=1e-5, atol=2e-6),
    ),
    Row(
        "euclidean_norm", _euclidean,
        lambda rng: [Sample((WIDE(rng, s),), k) for s, k in (
            ((5,), {}), ((3, 5), {"axis": 1}), ((2, 3, 4), {"axis": [0, 1, 2]}),
            ((3, 5), {"axis": [0], "keepdims": True}), ((), {}))],
    ),
    Row("_root", np.sqrt, listed((f32([4, 2, 0.5]),)), call="op"),
]  # fmt: skip
