"""Rows of ``ops/interpolation.py``."""

import numpy as np

from support.row import Bad, Row, Sample
from support.samples import f32, i32, listed

XP = f32([-1, 0, 2, 2.5, 4])
FP = f32([3, -1, 2, 0.5, 1])
AT = f32([-3, -1, -0.5, 0, 1.25, 2, 2.25, 3.5, 4, 7])


def _interp(x, xp, fp, left=None, right=None, period=None):
    return np.interp(x, xp, fp, left, right, period)


ROWS = [
    Row(
        "interp",
        _interp,
        listed(
            (AT, XP, FP),
            (AT.reshape(5, 2), XP, FP),
            Sample((AT, XP, FP), {"left": -7.0, "right": 9.0}),
            Sample((AT, XP, FP), {"period": 6.0}),
            Sample((AT, XP[::-1].copy(), FP), {"period": 5.5}),
            (AT, f32([1]), f32([5])),
            (f32(0.25), XP, FP),
            (i32([0, 1, 3]), i32([0, 2, 4]), i32([0, 10, 0])),
            (f32(np.zeros((0,))), XP, FP),
        ),
        special=listed((f32([np.nan, np.inf, -np.inf]), XP, FP)),
        gradients=listed(
            (f32([-3, -0.5, 1.25, 2.25, 7]), XP, FP),
            Sample((f32([0.5, 1.5, 9]), XP, FP), {"period": 6.0}),
        ),
        errors=[
            Bad((AT, XP, FP[:2]), "ShapeError", "vectors of one length"),
            Bad((AT, XP[:0], FP[:0]), "ShapeError", "one point at least"),
            Bad((AT, XP, FP), "ShapeError", "period must not be 0", {"period": 0}),
        ],
    ),
]
