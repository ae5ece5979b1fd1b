"""Rows of ``ops/random.py``, ``ops/sampling.py`` and ``ops/dropping.py``: their mistakes.

What they draw is random: ``tests/ops/test_random.py`` looks at distributions.
"""

import numpy as np

from support.row import Bad, Because, Row, Sample
from support.samples import f32, i32, listed

NAN = float("nan")
IN_TEST_RANDOM = [Because("forward", "random: test_random.py looks at distributions")]

ROWS = [
    Row("rand", None, listed(), skip=IN_TEST_RANDOM),
    Row(
        "advance_state",
        lambda state: state + np.array([0, 0, 1, 0]),
        listed(Sample((i32([3, -7, 0, 0]),)), Sample((i32([0, 1, 2**31 - 2, 0]),))),
        result="int32",
        call="op",
        grad=False,
    ),
    *(
        Row(name, None, listed(), skip=IN_TEST_RANDOM, call="op" if name[0] == "_" else "")
        for name in (
            "_dropout",
            "_gamma",
            "_normal",
            "_permutation",
            "_truncated_normal",
            "_uniform",
            "_uniform_int",
            "set_random_seed",
        )
    ),
    *(
        Row(
            name,
            None,
            listed(),
            skip=IN_TEST_RANDOM,
            errors=[Bad(([-1], *more), "ShapeError", "negative")],
        )
        for name, more in (
            ("random_normal", ()),
            ("random_standard_normal", ()),
            ("random_uniform", ()),
            ("random_uniform_int", (0, 5)),
            ("truncated_normal", ()),
        )
    ),
    Row(
        "random_gamma",
        None,
        listed(),
        skip=IN_TEST_RANDOM,
        errors=[
            Bad(([-1], 2.0), "ShapeError", "negative"),
            Bad(([2], 0.0), "ShapeError", "alpha 0.0 and beta 1 must be above 0"),
            Bad(([2], 1.0, -1.0), "ShapeError", "must be above 0"),
            Bad(([2], NAN), "ShapeError", "must be above 0"),
            Bad(([2], "a"), "TypeError", "random_gamma\\(alpha\\): must be a number"),
        ],
    ),
    Row(
        "random_permutation",
        None,
        listed(),
        skip=IN_TEST_RANDOM,
        errors=[
            Bad((-1,), "ShapeError", "negative"),
            Bad(([2, 3],), "ShapeError", "must be one number"),
            Bad((1.5,), "ShapeError", "list of sizes, got 1.5"),
        ],
    ),
    Row(
        "random_categorical",
        None,
        listed(),
        skip=IN_TEST_RANDOM,
        errors=[Bad((f32(np.zeros([2, 2, 2])), 3), "ShapeError", "with a class")],
    ),
    Row(
        "multinomial",
        None,
        listed(),
        skip=IN_TEST_RANDOM,
        errors=[Bad((f32(np.zeros([2, 0])), 3), "ShapeError", "with a class")],
    ),
    Row(
        "random_shuffle",
        None,
        listed(),
        skip=IN_TEST_RANDOM,
        errors=[Bad((f32(1),), "ShapeError", "no axis to shuffle")],
    ),
    Row(
        "dropout",
        None,
        listed(),
        skip=IN_TEST_RANDOM,
        errors=[Bad((f32([1, 2]), 1.0), "ShapeError", "below 1")],
    ),
]
