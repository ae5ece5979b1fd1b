"""Element-wise functions within a few units in the last place, and sums of a million numbers."""

from __future__ import annotations

import numpy as np
import pytest

from ops.accuracy import ACCURACY, Accuracy, error_in_ulps
from support.browser import Browser

COUNT = 6000
NAMES = [f"{entry.name}-{at}" for at, entry in enumerate(ACCURACY)]


@pytest.mark.parametrize("entry", ACCURACY, ids=NAMES)
def test_error_in_units_of_the_last_place(browser: Browser, entry: Accuracy) -> None:
    rng = np.random.default_rng(len(entry.name))
    arguments = [np.resize(points(rng), COUNT).astype(np.float32) for points in entry.points]
    call = entry.call or f"tf.{entry.name}(x{', z' if len(arguments) > 1 else ''})"
    code = f"import texelflow as tf\nx, z = tf.tensor(a), tf.tensor(b)\n({call}).tolist()"
    found = browser.run(code, a=arguments[0].tolist(), b=arguments[-1].tolist())
    with np.errstate(all="ignore"):
        exact = entry.ref(*(x.astype(np.float64) for x in arguments))
    errors = error_in_ulps(np.array(found), exact)
    worst = int(errors.argmax())
    assert errors[worst] <= entry.ulps, (
        f"{call} is {errors[worst]:.3g} units off at {[float(x[worst]) for x in arguments]}: "
        f"{found[worst]!r}, exactly {exact[worst]!r}; allowed are {entry.ulps}"
    )


SUMS = {
    "uniform": lambda rng: rng.uniform(0, 1, 1_000_000),
    "far from 0": lambda rng: 1000 + rng.uniform(0, 1, 1_000_000),
    "of both signs": lambda rng: rng.normal(size=1_000_000),
    "all alike": lambda rng: np.full(1_000_000, 0.1),
}


@pytest.mark.parametrize("kind", SUMS)
@pytest.mark.parametrize("shape", [(1_000_000,), (1000, 1000), (1_000_000, 1), (3, 333_333)])
def test_sums_of_a_million_are_as_exact_as_pairwise_ones(
    browser: Browser, kind: str, shape: tuple[int, ...]
) -> None:
    x = SUMS[kind](np.random.default_rng(7)).astype(np.float32)[: int(np.prod(shape))]
    replies = browser.call(
        "rows.call_all", target="texelflow:sum", samples=[[[x.reshape(shape)], {}]]
    )
    exact, size = x.sum(dtype=np.float64), np.abs(x).sum(dtype=np.float64)
    # Pairwise summation is off by at most log2(n) roundings of the sum of sizes, here 20.
    assert abs(float(replies[0]["value"]) - exact) <= 20 * 2.0**-24 * size
