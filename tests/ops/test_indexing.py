"""``x[…]`` and ``x.at[…]`` against NumPy: written cases, and random indices of random shapes."""

from __future__ import annotations

import numpy as np
import pytest

from support.browser import Browser
from support.checks import check_errors, check_forward, check_gradient, check_second_gradient
from support.inside.indexing import index_of
from support.row import Bad, Row, Sample
from support.samples import f32, flags, i32

rng = np.random.default_rng(7)


def _get(x, index):
    return x[index_of(index)]


HOW = {
    "set": None,
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "min": np.minimum,
    "max": np.maximum,
}


def _change(x, values, index, how):
    y = np.array(x, np.result_type(x, values))
    if how == "set":
        # NumPy leaves open which of several wins; the last one does here.
        places = np.arange(x.size).reshape(x.shape)[index_of(index)]
        values = np.broadcast_to(values, places.shape)
        for place, value in zip(places.reshape(-1), values.reshape(-1), strict=True):
            y.reshape(-1)[place] = value
    else:
        HOW[how].at(y, index_of(index), values)
    return y


def first(dtypes, _attrs):
    return dtypes[0]


# Shapes, and indices into them.
CASES = [
    ((5,), [2]),
    ((5,), [-1]),
    ((5,), ["::-2"]),
    ((3, 4), ["1:3", "None", "..."]),
    ((3, 4), [[2, 0, -1]]),
    ((3, 4), [":", [3, 0]]),
    ((3, 4), [[0, 2], [3, -4]]),
    ((3, 4), [i32([[0], [2]]), i32([1, 3])]),
    ((3, 4), [i32(2)]),
    ((3, 4), ["1:", i32([[0, 1], [2, 3]])]),
    ((2, 3, 4), [[0, 1], ":", [1, 2]]),
    ((2, 3, 4), [":", [0, 2], [1, -1]]),
    ((2, 3, 4), [0, ":", [1, 2]]),
    ((2, 3, 4), [":", [0, 2], 1]),
    ((2, 3, 4), [":", "None", [0, 2], "::-1"]),
    ((2, 3, 4), [[0], "None", [1]]),
    ((2, 3, 4), ["...", [0, 2], "None"]),
    ((7, 2), [[6, 1, 1]]),
    ((7, 2), [":", [1, 0, 1]]),
    ((3, 4), [flags([True, False, True])]),
    ((3, 4), [flags(np.eye(3, 4))]),
    ((3, 4), [":", flags([False, True, True, False])]),
    ((2, 3, 4), [1, flags([True, False, True])]),
    ((2, 3, 4), [flags(np.ones((2, 3))), [0]]),
    ((3, 4), [flags([False, False, False])]),
    ((2, 2, 3, 1, 2, 4), [[1, 0], ":", [2, 1], 0]),
    ((3, 4), [i32(np.zeros((0,)))]),
]


def _random_case(r):
    """An index of random entries into a random shape."""
    shape = tuple(int(n) for n in r.integers(1, 5, r.integers(1, 5)))
    lead = [(), (2,), (3, 1), (2,), (1, 2)][r.integers(5)]
    index = []
    for n in shape:
        kind = r.integers(6)
        if kind == 0:
            index.append(int(r.integers(-n, n)))
        elif kind == 1:
            step = int(r.choice([-2, -1, 1, 2]))
            index.append(f"{r.integers(-n, n)}:{'' if r.integers(2) else r.integers(-n, n)}:{step}")
        elif kind == 2:
            index.append(":")
        elif kind == 3 and r.integers(2):
            index.append(":")
            index.insert(r.integers(len(index) + 1), "None")
        else:
            index.append(i32(r.integers(-n, n, lead)))
    return shape, index[: r.integers(1, len(index) + 1)]


RANDOM = []
while len(RANDOM) < 60:
    shape, index = _random_case(rng)
    if sum(item != "None" if isinstance(item, str) else True for item in index) <= len(shape):
        RANDOM.append((shape, index))


def _reads(cases, kinds=("f", "i")):
    def draw(r):
        for shape, index in cases:
            for kind in kinds:
                x = f32(r.uniform(-5, 5, shape)) if kind == "f" else i32(r.integers(-9, 9, shape))
                yield Sample((x,), {"index": index})

    return draw


def _writes(cases, hows, whole=False):
    def draw(r):
        for at, (shape, index) in enumerate(cases):
            how = hows[at % len(hows)]
            part = np.zeros(shape)[index_of(index)].shape
            part = part if at % 3 else part[-1:] if part and part[-1] else ()
            if whole:
                x, v = i32(r.integers(-9, 9, shape)), i32(r.integers(1, 9, part))
            else:
                x, v = f32(r.uniform(-5, 5, shape)), f32(r.uniform(0.5, 5, part))
            yield Sample((x, v), {"index": index, "how": how})

    return draw


# Indices that name no place twice, for which differences of min and max exist.
SMALL = [case for case in CASES if np.prod(case[0]) <= 24][:16]
ROWS = [
    Row("get", _get, _reads(CASES), result=first, call="inside.indexing",
        gradients=_reads(CASES[::2], kinds="f")),
    Row("get", _get, _reads(RANDOM, kinds="f"), result=first, call="inside.indexing",
        note="random", gradients=_reads(RANDOM[::6], kinds="f")),
    Row("change", _change, _writes(CASES * 3, list(HOW)), result=first, call="inside.indexing",
        gradients=_writes(SMALL * 2, [*HOW])),
    Row("change", _change, _writes(RANDOM, list(HOW)), result=first, call="inside.indexing",
        note="random", gradients=_writes(RANDOM[::6], ["set", "add", "multiply"])),
    Row("change", _change, _writes(CASES, ["set", "add", "max", "min", "multiply"], True),
        result=first, call="inside.indexing", note="whole"),
]  # fmt: skip
X = f32(np.ones((2, 3)))
ERRORS = Row(
    "get",
    None,
    _reads(CASES),
    call="inside.indexing",
    errors=[
        Bad((X, [2]), "OutOfRange", r"^x\[2\]: index 2 is out of range: axis 0 .* from -2 to 1"),
        Bad((X, [[0, 5]]), "OutOfRange", "index 5 is out of range for an axis of 2"),
        Bad((X, [0, 0, 0]), "OutOfRange", "3 indices for a tensor of 2 axes"),
        Bad((X, [flags([True])]), "OutOfRange", r"the mask's shape \(1,\)"),
        Bad((X, [[0, 1], [0, 1, 2]]), "OutOfRange", "must broadcast together"),
        Bad((X, ["...", "..."]), "OutOfRange", "one `...` only"),
        Bad((X, [f32([1])]), "TypeError", "positions are float32"),
        Bad((X, [1.5]), "TypeError", "an index is an int, a slice"),
        Bad((X, [True]), "TypeError", "one bool is no index"),
        Bad((X, ["::0"]), "ShapeError", "step cannot be 0"),
    ],
)
ids = [row.id for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_indexing(browser: Browser, row: Row) -> None:
    check_forward(browser, row)


@pytest.mark.parametrize("row", ROWS[:4], ids=ids[:4])
def test_gradients(browser: Browser, row: Row) -> None:
    check_gradient(browser, row)
    check_second_gradient(browser, row)


def test_errors(browser: Browser) -> None:
    check_errors(browser, ERRORS)


def test_out_of_range_in_a_tensor_is_0_or_left_out(browser: Browser) -> None:
    x, beyond = f32([1, 2, 3]), i32([0, 3, -4, -1])
    replies = browser.call(
        "rows.call_all", target="inside.indexing:get", samples=[[[x, [beyond]], {}]]
    )
    np.testing.assert_array_equal(replies[0]["value"], [1, 0, 0, 3])
    sample = [[x, f32(9), [beyond], "set"], {}]
    replies = browser.call("rows.call_all", target="inside.indexing:change", samples=[sample])
    np.testing.assert_array_equal(replies[0]["value"], [9, 2, 9])
