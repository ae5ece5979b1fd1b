"""Kernels of the user's own go through the checks of the op table."""

from __future__ import annotations

import numpy as np
import pytest

from support.browser import Browser
from support.checks import check_forward, check_gradient, check_second_gradient
from support.row import Row, Sample
from support.samples import (
    GRADIENT_PAIRS,
    GRADIENT_SHAPES,
    coins,
    each,
    f32,
    i32,
    listed,
    pairs,
    reals,
    whole,
)
from tracing.test_op_table import assert_replays_alike

HOME = "inside.user_kernels"
WIDE = reals(0.5, 3)


def softened(x, sharpness=1.0):
    return x * x / (1 + sharpness * np.abs(x))


def popcount(x):
    return np.vectorize(lambda v: (int(v) & 0xFFFFFFFF).bit_count(), otypes=[np.int32])(x)


def seven(rng):
    for shapes in ([(3, 5)] * 7, [(3, 5), (5,), (3, 1), (), (1, 5), (1,), (3, 5)], [(4, 2)] * 7):
        yield Sample(tuple(f32(rng.uniform(-2, 2, shape)) for shape in shapes))


ROWS = [
    Row(
        "hypot", np.hypot, pairs((WIDE, WIDE)), gradients=pairs((WIDE, WIDE), shapes=GRADIENT_PAIRS)
    ),
    Row(
        "softened",
        softened,
        each(WIDE, whole(-5, 5), attrs=[{}, {"sharpness": 3}]),
        gradients=each(WIDE, shapes=GRADIENT_SHAPES, attrs=[{"sharpness": 0.5}]),
    ),
    Row("mixed7", lambda a, b, c, d, e, f, g: a + b * c - d * e + f * g, seven, grad=False),
    Row("popcount", popcount, each(whole(-(2**31), 2**31 - 1)), result="int32"),
    Row("either", lambda a, x: a | (x > 0.5), pairs((coins(), reals(-1, 2))), result="bool"),
    Row("exact", lambda x: np.expm1(x) - np.log1p(np.abs(x)), each(WIDE), grad=False),
    Row(
        "turned",
        np.transpose,
        each(WIDE, shapes=[(1, 1), (3, 5), (5, 3), (7, 2), (2, 7), (0, 3), (37, 53)]),
        gradients=each(WIDE, shapes=[(3, 2)]),
    ),
    Row(
        "outer",
        lambda x, w: x[:, None, None] * w,
        lambda rng: [
            Sample((f32(rng.uniform(-1, 1, n)), f32(rng.uniform(-1, 1, shape))))
            for n, shape in ((1, (1, 1)), (3, (2, 2)), (5, (3, 4)), (2, (0, 3)))
        ],
        gradients=lambda rng: [Sample((f32([1, 2, 3]), f32(rng.uniform(-1, 1, (2, 2)))))],
    ),
    Row(
        "every_nth",
        lambda x, n=2: x[::n],
        listed(*(Sample((i32(np.arange(k)),), {"n": n}) for k in (1, 5, 12) for n in (1, 2, 3))),
        result="int32",
    ),
    Row("negated", np.negative, each(WIDE), grad=False),
]
HERE = [Row(**{**vars(row), "call": HOME}) for row in ROWS]
SMOOTH = [row for row in HERE if row.gradients]


def of_each(rows: list[Row]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row.id for row in rows])


@of_each(HERE)
def test_forward(browser: Browser, row: Row) -> None:
    check_forward(browser, row)


@of_each(SMOOTH)
def test_gradient(browser: Browser, row: Row) -> None:
    check_gradient(browser, row)


@of_each(SMOOTH)
def test_second_gradient(browser: Browser, row: Row) -> None:
    check_second_gradient(browser, row)


@of_each(HERE)
def test_a_replay_gives_what_eager_gives(browser: Browser, row: Row) -> None:
    assert_replays_alike(browser, row)
