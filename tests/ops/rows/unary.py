"""Rows of ``ops/unary.py``."""

import numpy as np

from support.dtype_rules import arithmetic
from support.row import Row
from support.samples import GRADIENT_SHAPES, coins, each, reals, whole

WIDE = reals(-5, 5)
NUMBERS = each(WIDE, whole(-1000, 1000))

ROWS = [
    Row(
        "neg",
        lambda x: -(x.astype(np.int32) if x.dtype == bool else x),
        each(WIDE, whole(-1000, 1000), coins()),
        result=arithmetic,
        special={
            np.nan: np.nan,
            np.inf: -np.inf,
            -np.inf: np.inf,
            0.0: 0.0,
            1e30: -1e30,
            -1e-30: 1e-30,
        },
        gradients=each(WIDE, shapes=GRADIENT_SHAPES),
    ),
]
