"""Rows of ``tf.linalg``: ``ops/solving.py`` and ``ops/factors.py``."""

import numpy as np

from support.dtype_rules import arithmetic, first
from support.row import Bad, Because, Row, Sample, Tol
from support.samples import f32, listed, reals

from .axes import cases

WIDE = reals(-2, 2)
LINALG = "texelflow.linalg"
INSIDE = "inside.decompositions"
CLOSE = Tol(rtol=2e-5, atol=2e-5, grad_rtol=1e-3, grad_atol=1e-3)

SQUARES = ((1, 1), (2, 2), (3, 3), (2, 4, 4), (2, 1, 3, 3), (7, 7), (0, 3, 3))
FEW = ((2, 2), (3, 3), (2, 3, 3))
TALLS = ((1, 1), (3, 3), (5, 3), (7, 2), (4, 1), (2, 4, 3), (9, 4))
NO_MATRIX = Bad((f32([1, 2]),), "ShapeError", "is no matrix")
NOT_SQUARE = Bad((f32(np.ones((2, 3))),), "ShapeError", "is not square")


def dominant(rng, shape):
    """Matrices that are easily inverted: about orthogonal rows, of different lengths."""
    n = shape[-1]
    return f32(rng.uniform(-1, 1, shape) + np.diag(np.arange(n) % 3 + 2.0) * (-1) ** np.arange(n))


def positive(rng, shape):
    """Symmetric matrices with eigenvalues above 1, no two of them close."""
    n = shape[-1]
    x = rng.uniform(-0.3, 0.3, shape)
    return f32((x + np.swapaxes(x, -1, -2)) / 2 + np.diag(1.5 + np.arange(n)))


def apart(rng, shape):
    """Matrices of any form whose singular values are apart."""
    m, n = shape[-2:]
    x = np.zeros(shape)
    k = min(m, n)
    x[..., np.arange(k), np.arange(k)] = 1.5 + np.arange(k)
    return f32(x + rng.uniform(-0.3, 0.3, shape))


def of(kind, shapes=SQUARES, attrs=()):
    every = list(attrs) or [{}]
    return cases(*((s, every[i % len(every)]) for i, s in enumerate(shapes)), kinds=(kind,))


def systems(kind, *pairs):
    def draw(rng):
        for a, b, attrs in pairs:
            yield Sample((kind(rng, a), WIDE(rng, b)), attrs)

    return draw


PAIRS = (
    ((1, 1), (1,), {}),
    ((3, 3), (3,), {}),
    ((3, 3), (3, 2), {}),
    ((2, 4, 4), (2, 4, 3), {}),
    ((2, 4, 4), (4, 1), {}),
    ((4, 4), (2, 4, 5), {}),
    ((2, 3, 3), (3,), {}),
    ((6, 6), (6, 2), {}),
)
BAD_SYSTEMS = [
    Bad((f32(np.ones((2, 3))), f32([1, 2])), "ShapeError", "is not square"),
    Bad((f32(np.eye(3)), f32([1, 2])), "ShapeError", "must have 3 rows"),
    Bad((f32(np.ones((2, 2, 2))), f32(np.ones((3, 2, 1)))), "ShapeError", "not broadcast"),
]


def _vectors(f):
    """A solver of matrices as one that takes a vector, too."""

    def solve(a, b, **attrs):
        return f(a, b[:, None], **attrs)[..., 0] if b.ndim == 1 else f(a, b, **attrs)

    return solve


def _triangular(a, b, lower=True, adjoint=False):
    a = np.tril(a) if lower else np.triu(a)
    a = np.swapaxes(a, -1, -2) if adjoint else a
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    a = np.broadcast_to(a, batch + a.shape[-2:])
    return np.linalg.solve(a, np.broadcast_to(b, batch + b.shape[-2:]))


def _substitute(a, b, lower, across):
    return _triangular(a, b, lower, across)


WAYS = [{}, {"lower": False}, {"adjoint": True}, {"lower": False, "adjoint": True}]
TRIANGLES = [(a, b, WAYS[i % 4]) for i, (a, b, _) in enumerate((*PAIRS, *PAIRS[1:4]))]


def _even_cholesky(x):
    return np.linalg.cholesky((x + np.swapaxes(x, -1, -2)) / 2)


def _slogdet(x):
    return list(np.linalg.slogdet(x))


def _qr(x, full_matrices=False):
    made = [np.linalg.qr(m, "complete" if full_matrices else "reduced") for m in _each(x)]
    return [
        np.stack(part).reshape(x.shape[:-2] + part[0].shape) for part in zip(*made, strict=True)
    ]


def _each(x):
    return x.reshape(-1, *x.shape[-2:])


def _gram_schmidt(xs):
    q, r = np.linalg.qr(xs.T)
    return (q * np.sign(np.diag(r))).T


def together_of(x):
    eyes = [np.broadcast_to(np.eye(n), (*x.shape[:-2], n, n)) for n in x.shape[-2:]]
    return [x, *eyes]


def _qr_together(x):
    return [*together_of(x)[:2], _qr(x, True)[1]]


ELSEWHERE = [Because("no_gradient", "the rows of its parts and without signs test gradients")]


def _matrix_diag(x):
    return x[..., None] * np.eye(x.shape[-1], dtype=x.dtype)


ROWS = [
    Row(
        "solve",
        _vectors(lambda a, b: np.linalg.solve(*_of_one_batch(a, b))),
        systems(dominant, *PAIRS),
        call=LINALG,
        tol=CLOSE,
        gradients=systems(dominant, *PAIRS[1:5]),
        errors=BAD_SYSTEMS,
    ),
    Row(
        "_solve",
        np.linalg.solve,
        systems(dominant, PAIRS[3]),
        call="op",
        gradients=systems(dominant, ((2, 2), (2, 1), {})),
        tol=CLOSE,
    ),
    Row(
        "triangular_solve",
        _vectors(_triangular),
        systems(dominant, *TRIANGLES),
        call=LINALG,
        gradients=systems(dominant, *TRIANGLES[1:6]),
        tol=CLOSE,
        errors=[Bad((f32(np.eye(3)), f32([1, 2])), "ShapeError", "rhs must have 3 rows")],
    ),
    Row(
        "_substitute",
        _substitute,
        call="op",
        tol=CLOSE,
        samples=systems(
            dominant,
            ((3, 3), (3, 2), {"lower": True, "across": False}),
            ((2, 3, 3), (2, 3, 2), {"lower": False, "across": True}),
        ),
    ),
    Row(
        "inv",
        np.linalg.inv,
        of(dominant),
        call=LINALG,
        tol=CLOSE,
        gradients=of(dominant, FEW),
        errors=[NO_MATRIX, NOT_SQUARE],
    ),
    Row("_inverse", np.linalg.inv, of(dominant, FEW), call="op", tol=CLOSE),
    Row(
        "matrix_power",
        lambda x, n: np.linalg.matrix_power(x, n),
        of(dominant, (*FEW, (3, 3), (2, 2)), [{"n": n} for n in (0, 1, 2, 5, -2)]),
        call=LINALG,
        tol=CLOSE,
        errors=[Bad((f32(np.eye(2)), 1.5), "TypeError", "must be an int")],
        gradients=of(dominant, FEW, [{"n": n} for n in (3, 2, -1)]),
    ),
    Row(
        "det",
        np.linalg.det,
        of(dominant),
        call=LINALG,
        tol=CLOSE,
        gradients=of(dominant, FEW),
        special=listed((f32(np.ones((3, 3))),), (f32([[0, 2], [3, 0]]),), (f32(np.zeros((0, 0))),)),
        errors=[NO_MATRIX, NOT_SQUARE],
    ),
    Row("_det", np.linalg.det, of(dominant, FEW), call="op", tol=CLOSE),
    Row(
        "slogdet",
        _slogdet,
        of(dominant),
        call=LINALG,
        tol=CLOSE,
        gradients=of(dominant, FEW),
        special=listed((f32(np.ones((2, 2))),), (f32([[0, 2e20], [3e20, 0]]),)),
    ),
    Row("_slogdet", _slogdet, of(dominant, FEW), call="op", tol=CLOSE),
    Row(
        "cholesky",
        _even_cholesky,
        of(positive),
        call=LINALG,
        tol=CLOSE,
        gradients=of(positive, FEW),
        errors=[NO_MATRIX, NOT_SQUARE],
    ),
    Row("_cholesky", _even_cholesky, of(positive, FEW), call="op", tol=CLOSE),
    Row(
        "qr",
        _qr,
        of(apart, (*TALLS, (3, 5), (2, 2, 3))),
        call=LINALG,
        tol=CLOSE,
        gradients=of(apart, ((3, 3), (4, 2), (2, 3))),
        errors=[NO_MATRIX],
    ),
    Row("_qr_reduced", _qr, of(apart, TALLS[:3]), call="op", tol=CLOSE),
    Row("_qr_full", lambda x: _qr(x, True), of(apart, ((3, 3),)), call="op", tol=CLOSE, grad=False),
    Row(
        "qr_together",
        _qr_together,
        of(apart, TALLS),
        call=INSIDE,
        tol=CLOSE,
        grad=False,
        skip=ELSEWHERE,
    ),
    Row(
        "gram_schmidt",
        _gram_schmidt,
        of(apart, ((1, 3), (2, 2), (3, 5))),
        call=LINALG,
        tol=CLOSE,
        gradients=of(apart, ((2, 3), (3, 3))),
        errors=[
            Bad((f32(np.ones((3, 2))),), "ShapeError", "no more than they are long"),
            Bad(([f32([1, 2]), f32([1])],), "ShapeError", "of one length"),
        ],
    ),
]


def _of_one_batch(a, b):
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    return np.broadcast_to(a, batch + a.shape[-2:]), np.broadcast_to(b, batch + b.shape[-2:])


NAMESPACE = [
    Row(
        "diagonal",
        lambda x: np.diagonal(x, 0, -2, -1),
        cases(((2, 3, 4), {})),
        result=first,
        call=LINALG,
        note="linalg",
    ),
    Row(
        "trace",
        lambda x: np.trace(x, 0, -2, -1),
        cases(((2, 3, 4), {})),
        result=arithmetic,
        call=LINALG,
        note="linalg",
    ),
    Row("diag", _matrix_diag, cases(((2, 3), {})), result=first, call=LINALG, note="linalg"),
]
ROWS += NAMESPACE
