"""Rows of ``tf.linalg``: ``ops/symmetric.py`` and ``ops/singular.py``."""

import numpy as np

from support.row import Bad, Row
from support.samples import f32, listed, together

from .linalg import (
    CLOSE,
    ELSEWHERE,
    FEW,
    INSIDE,
    LINALG,
    TALLS,
    apart,
    dominant,
    of,
    positive,
    systems,
    together_of,
)

WEAK = f32([[1, 2, 3], [2, 4, 6], [1, 0, 1], [0, 2, 2]])
"""A matrix of rank 2."""


def _eigh(x):
    w, v = np.linalg.eigh((x + np.swapaxes(x, -1, -2)) / 2)
    return [w, np.abs(v)]


def _svd(x):
    u, s, vh = np.linalg.svd(x, full_matrices=False)
    return [np.abs(u), s, np.abs(vh)]


def _pinv(x, rcond=None):
    rcond = max(x.shape[-2:]) * 1.1920929e-07 if rcond is None else rcond
    return np.linalg.pinv(x, rcond)


def _lstsq(a, b, rcond=None):
    return np.matmul(_pinv(a, rcond), b)


ROWS = [
    Row("eigh_but_signs", _eigh, of(positive), call=INSIDE, tol=CLOSE, gradients=of(positive, FEW)),
    Row(
        "_eigh",
        lambda x: [np.linalg.eigh(x)[0], np.eye(2)[None]],
        call="op",
        tol=CLOSE,
        samples=listed((f32([[[2, 0], [0, 3]]]),)),
        grad=False,
        skip=ELSEWHERE,
    ),
    Row(
        "_svd",
        lambda x: [np.eye(2), np.diag(x), np.eye(2)],
        call="op",
        tol=CLOSE,
        samples=listed((f32([[3, 0], [0, 2]]),)),
        grad=False,
        skip=ELSEWHERE,
    ),
    Row("_pinv", _pinv, of(apart, FEW, [{"rcond": 1e-6}]), call="op", tol=CLOSE),
    Row(
        "eigvalsh",
        lambda x: _eigh(x)[0],
        of(positive, FEW),
        call=LINALG,
        tol=CLOSE,
        special=listed((f32(np.ones((5, 5))),), (f32(np.zeros((3, 3))),), (f32(np.eye(4)),)),
    ),
    Row(
        "svd_but_signs",
        _svd,
        of(apart, (*TALLS, (2, 3), (1, 4), (2, 2, 5))),
        call=INSIDE,
        tol=CLOSE,
        gradients=of(apart, ((3, 3), (4, 2), (2, 3))),
    ),
    Row(
        "svd_together",
        together_of,
        together(
            of(apart, (*TALLS, (2, 5))),
            listed((WEAK,), (f32(np.ones((5, 5))),), (f32(np.zeros((4, 3))),)),
        ),
        call=INSIDE,
        tol=CLOSE,
        grad=False,
        skip=ELSEWHERE,
    ),
    Row(
        "svdvals",
        lambda x: np.linalg.svd(x, compute_uv=False),
        of(apart, TALLS),
        call=LINALG,
        tol=CLOSE,
        special=listed((WEAK,), (f32(np.ones((5, 5))),), (f32(np.zeros((3, 2))),)),
        gradients=of(apart, ((3, 3), (2, 4))),
    ),
    Row(
        "pinv",
        _pinv,
        together(of(apart, (*TALLS, (2, 5))), listed((WEAK,))),
        call=LINALG,
        tol=CLOSE,
        gradients=of(apart, ((3, 3), (4, 2), (2, 3))),
    ),
    Row(
        "lstsq",
        _lstsq,
        systems(apart, ((5, 3), (5,), {}), ((3, 5), (3, 2), {}), ((2, 4, 2), (2, 4, 3), {})),
        call=LINALG,
        tol=CLOSE,
        gradients=systems(apart, ((4, 2), (4,), {}), ((2, 3), (2, 2), {})),
        errors=[Bad((f32(np.ones((3, 2))), f32([1, 2])), "ShapeError", "b must have 3 rows")],
    ),
    Row(
        "matrix_rank",
        np.linalg.matrix_rank,
        together(of(apart, TALLS[:3]), listed((WEAK,))),
        result="int32",
        call=LINALG,
        grad=False,
    ),
    Row(
        "cond",
        lambda x, p=None: np.linalg.cond(x, p),
        of(dominant, (*FEW, (3, 3)), [{}, {"p": 1}, {"p": -2}, {"p": "fro"}]),
        call=LINALG,
        tol=CLOSE,
    ),
]
