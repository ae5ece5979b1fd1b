"""How tensors show themselves."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import texelflow as tf

MATRIX = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


def test_showing() -> None:
    x = tf.tensor([1.5, 2.0])
    assert repr(x) == str(x) == "Tensor([1.5, 2. ], dtype=float32)"
    assert "shape=(2, 3)" in repr(tf.tensor(MATRIX))
    assert "name='shown" in repr(tf.Variable([1.0], name="shown"))
    assert "<table>" in x._repr_html_()
    assert "<pre>" in tf.scalar(1.0)._repr_html_()
    x.dispose()
    assert repr(x) == "<Tensor of shape (2,), dtype float32, disposed>"
    assert "disposed" in x._repr_html_()


@pytest.mark.parametrize(
    "values",
    [
        [1.0, 10.0, -100.25], [1e-10, 1.0], [1e20, 2.0], [float("nan"), float("inf"), -1.0],
        [True, False], [1, -20, 300], [[1.0], [2.5]], [[[1, 2], [3, 4]], [[5, 6], [7, 8]]],
        [0.1, 1 / 3], 2.5, [[0.0] * 30] * 3,
    ],
    ids=str,
)  # fmt: skip
def test_numbers_are_shown_so_that_they_read_back(values: Any) -> None:
    x = tf.tensor(values)
    text = repr(x)
    inside = text[len("Tensor(") : text.index(", dtype")].partition(", shape")[0]
    shown = eval(inside, {"nan": math.nan, "inf": math.inf})
    np.testing.assert_allclose(np.asarray(shown, float), np.asarray(x.tolist(), float), rtol=1e-6)
