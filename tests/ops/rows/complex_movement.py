"""Rows of what moves, sums and joins elements, on complex numbers."""

import numpy as np

from support.dtype_rules import common
from support.row import Row, Sample, Tol
from support.samples import c64, complexes, each, i32, listed, reals, whole

WIDE = complexes(0.2, 4)
REALS = reals(0.3, 4)
SHORT = ((5,), (17,))
LOOSE = Tol(rtol=1e-5, atol=2e-6, grad_rtol=1e-3, grad_atol=1e-3)
NOTE = "complex"


def moving(name, f, *cases, **more):
    """A row of what moves or sums elements; a case is (shape, attributes)."""

    def draw(rng):
        return [Sample((WIDE(rng, shape),), attrs) for shape, attrs in cases]

    return Row(name, f, draw, note=NOTE, result="complex64", tol=LOOSE, **more)


AXES = [((3, 5), {}), ((3, 5), {"axis": 0}), ((2, 3, 4), {"axis": [0, 2], "keepdims": True})]


def _axes(f):
    return lambda z, axis=None, keepdims=False: f(
        z, axis=tuple(axis) if isinstance(axis, list) else axis, keepdims=keepdims
    )


def _matmul(a, b, transpose_a=False, transpose_b=False):
    a = np.swapaxes(a, -1, -2) if transpose_a else a
    return a @ (np.swapaxes(b, -1, -2) if transpose_b else b)


def _products(rng):
    cases = [((3, 4), (4, 5), {}), ((2, 4, 3), (4, 2), {"transpose_a": True}), ((5,), (5,), {})]
    kinds = [(WIDE, WIDE), (WIDE, REALS), (REALS, WIDE)]
    return [Sample((p(rng, a), q(rng, b)), attrs) for p, q in kinds for a, b, attrs in cases]


def _lists(rng):
    return [
        Sample(([WIDE(rng, (2, 3)), WIDE(rng, (1, 3))],), {}),
        Sample(([WIDE(rng, (2, 3)), REALS(rng, (2, 2)), i32([[1], [2]])],), {"axis": 1}),
    ]


def _same_shapes(rng):
    return [Sample(([WIDE(rng, (2, 3)), REALS(rng, (2, 3)), WIDE(rng, (2, 3))],), {})]


def _transpose(z, perm=None, conjugate=False):
    y = np.transpose(z, perm)
    return np.conj(y) if conjugate else y


ROWS = [
    moving("sum", _axes(np.sum), *AXES),
    moving("mean", _axes(np.mean), *AXES),
    moving("prod", _axes(np.prod), *AXES, ((7,), {}), ((0, 2), {"axis": 0})),
    Row("matmul", _matmul, _products, note=NOTE, result=common, tol=LOOSE),
    Row("add_n", lambda zs: sum(zs), _same_shapes, note=NOTE, result=common, tol=LOOSE),
    Row("concat", lambda zs, axis=0: np.concatenate(zs, axis), _lists, note=NOTE, result=common),
    Row("stack", lambda zs, axis=0: np.stack(zs, axis), _same_shapes, note=NOTE, result=common),
    moving(
        "split",
        lambda z, num_or_size_splits: np.split(z, num_or_size_splits),
        ((6, 2), {"num_or_size_splits": 3}),
    ),
    moving("reshape", lambda z, shape: z.reshape(shape), ((3, 5), {"shape": [5, -1]})),
    moving(
        "transpose",
        _transpose,
        ((3, 5), {}),
        ((2, 3, 2), {"perm": [0, 2, 1], "conjugate": True}),
    ),
    moving("tile", lambda z, reps: np.tile(z, reps), ((3, 2), {"reps": [1, 2]})),
    moving("reverse", lambda z, axis: np.flip(z, axis), ((3, 5), {"axis": 1})),
    moving(
        "pad", lambda z, paddings: np.pad(z, paddings), ((3, 5), {"paddings": [[1, 0], [0, 2]]})
    ),
    moving(
        "slice", lambda z, begin, size: z[1:3, 2:3], ((4, 5), {"begin": [1, 2], "size": [2, 1]})
    ),
    moving("squeeze", np.squeeze, ((1, 3, 1), {})),
    moving("expand_dims", lambda z, axis: np.expand_dims(z, axis), ((3,), {"axis": 1})),
    moving("broadcast_to", lambda z, shape: np.broadcast_to(z, shape), ((3,), {"shape": [2, 3]})),
    Row(
        "gather",
        lambda z, indices, axis=0: np.take(z, indices, axis),
        lambda rng: [
            Sample((WIDE(rng, (4, 5)), i32([[1, 0], [3, 3]])), {"axis": a}) for a in (0, 1)
        ],
        note=NOTE,
        result="complex64",
    ),
    moving("cumsum", lambda z, axis=0: np.cumsum(z, axis), ((3, 5), {"axis": 1})),
    moving("roll", lambda z, shift, axis: np.roll(z, shift, axis), ((5,), {"shift": 2, "axis": 0})),
    moving("diag", np.diag, ((3,), {})),
    moving("diagonal", np.diagonal, ((3, 4), {})),
    moving("tril", np.tril, ((3, 4), {})),
    moving("repeat", lambda z, repeats: np.repeat(z, repeats), ((2, 2), {"repeats": 2})),
    moving("swapaxes", np.swapaxes, ((2, 3), {"axis1": 0, "axis2": 1})),
    moving("flip", np.flip, ((2, 3), {})),
    moving("unstack", lambda z: list(z), ((2, 3), {})),
    Row(
        "dot",
        np.dot,
        lambda rng: [
            Sample((WIDE(rng, (2, 3)), WIDE(rng, (3, 2)))),
            Sample((WIDE(rng, (3,)),) * 2),
        ],
        note=NOTE,
        result="complex64",
        tol=LOOSE,
    ),
    Row(
        "outer_product",
        np.outer,
        lambda rng: [Sample((WIDE(rng, (3,)), WIDE(rng, (2,))))],
        note=NOTE,
        result="complex64",
    ),
    Row(
        "gather_nd",
        lambda z, indices: z[tuple(indices.T)],
        lambda rng: [Sample((WIDE(rng, (3, 4)), i32([[1, 2], [0, 3]])))],
        note=NOTE,
        result="complex64",
    ),
    Row(
        "where",
        np.where,
        lambda rng: [
            Sample((rng.uniform(size=(2, 3)) < 0.5, a(rng, (2, 3)), b(rng, (3,))))
            for a, b in ((WIDE, WIDE), (WIDE, REALS), (REALS, WIDE))
        ],
        note=NOTE,
        result="complex64",
    ),
    Row(
        "cast",
        lambda x, dtype: x.astype("complex128"),
        each(REALS, whole(-3, 3), WIDE, shapes=SHORT, attrs=[{"dtype": "complex64"}]),
        note=NOTE,
        result="complex64",
    ),
    Row(
        "cast",
        lambda x, dtype: x != 0,
        listed(Sample((c64([0, 1, 1j, -0.0]),), {"dtype": "bool"})),
        note="complex to bool",
        result="bool",
        grad=False,
    ),
]
