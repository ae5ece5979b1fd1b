"""The checks that every row goes through. Each raises AssertionError that says what is wrong.

They take the browser and a row, so that ``tests/harness`` can try them on broken ops.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from support import differences
from support.browser import Browser
from support.compare import assert_close
from support.row import Row, Sample

REPRO = "python -m pytest 'tests/ops/test_{file}.py::test_{check}[{row}]'"
SPECIAL = (np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-30, -1e-30, 1.0, -1.0, 1e30, -1e30)


class Missed(AssertionError):
    """A row's samples did not all give what they should; the text tells of each kind once."""


def _again(row: Row, check: str, file: str) -> str:
    return REPRO.format(file=file, check=check, row=row.id)


def _report(row: Row, problems: Sequence[str], total: int) -> None:
    if problems:
        kinds = {problem.strip().rpartition("\n")[2]: problem for problem in reversed(problems)}
        shown = "\n\n".join(list(kinds.values())[-3:][::-1])
        more = f"\n\n… and {len(problems) - 3} more" if len(problems) > 3 else ""
        raise Missed(f"{row.id}: {len(problems)} of {total} samples are wrong\n\n{shown}{more}")


def widened(x: np.ndarray) -> np.ndarray:
    """Return floats in float64, complex numbers in complex128, others as they are."""
    return x.astype({"f": np.float64, "c": np.complex128}.get(x.dtype.kind, x.dtype))


def reference(row: Row, sample: Sample) -> list[np.ndarray]:
    """Return NumPy's answer, floats in float64."""
    assert row.ref is not None
    arrays = [widened(a) for a in sample.arrays]
    with np.errstate(all="ignore"):
        return differences.results_of(row.ref(*sample.with_arrays(arrays), **sample.attrs))


def check_values(
    browser: Browser, row: Row, samples: Sequence[Sample], check: str, file: str
) -> None:
    """Call the op on every sample, and compare with the reference."""
    calls = [[list(s.args), dict(s.attrs)] for s in samples]
    replies = browser.call("rows.call_all", target=row.target, samples=calls)
    problems = []
    for sample, reply in zip(samples, replies, strict=True):
        try:
            _compare(row, sample, reply, check, file)
        except AssertionError as error:
            problems.append(str(error))
    _report(row, problems, len(samples))


def _compare(row: Row, sample: Sample, reply: dict[str, Any], check: str, file: str) -> None:
    what = f"{row.name}{sample}"
    if "error" in reply:
        raise AssertionError(f"{what} raised in the browser:\n{reply['error']['traceback']}")
    value = reply["value"]
    got = value if isinstance(value, list) else [value]
    expected = reference(row, sample)
    assert len(got) == len(expected), f"{what}: {len(got)} results, expected {len(expected)}"
    dtypes = row.result_dtype(sample)
    dtypes = [dtypes] * len(got) if isinstance(dtypes, str) else dtypes
    for index, (a, e, dtype) in enumerate(zip(got, expected, dtypes, strict=True)):
        a = np.asarray(a)
        with np.errstate(all="ignore"):
            if dtype == "float32":  # an exact answer beyond float32 is an infinite one
                e = e.astype(np.float64)
                e = np.where(np.abs(e) > np.finfo(np.float32).max, np.sign(e) * np.inf, e)
        assert_close(
            a,
            e,
            dtype=dtype,
            rtol=row.tol.rtol,
            atol=row.tol.atol,
            what=what if len(got) == 1 else f"{what} result {index}",
            repro=_again(row, check, file),
        )


def check_forward(browser: Browser, row: Row) -> None:
    """Every sample gives NumPy's values, shape and dtype."""
    check_values(browser, row, list(row.samples(row.generator())), "forward", "forward")


def check_special(browser: Browser, row: Row) -> None:
    """NaN, infinities, zeros of both signs, huge and tiny numbers: in the right places."""
    if callable(row.special):
        samples = list(row.special(row.generator()))
        check_values(browser, row, samples, "special_values", "special_values")
        return
    points = dict(row.special) if row.special is not None else None
    inputs = np.asarray(list(points) if points else SPECIAL, np.float32)
    # A padded layout, and a flat one.
    samples = [Sample((inputs,)), Sample((np.stack([inputs, inputs], 1),))]
    if points is None:
        check_values(browser, row, samples, "special_values", "special_values")
        return
    outputs = np.asarray(list(points.values()))
    answers = {1: outputs, 2: np.stack([outputs, outputs], 1)}
    exact = Row(
        row.name,
        lambda x: answers[x.ndim],
        row.samples,
        result=row.result,
        call=row.call,
        note=row.note,
        tol=row.tol,
    )
    check_values(browser, exact, samples, "special_values", "special_values")


# --- gradients ------------------------------------------------------------------------------------


def gradient_samples(row: Row) -> list[Sample]:
    """Return where to differentiate: the row's own choice, or its small float samples."""
    if row.gradients is not None:
        return list(row.gradients(row.generator()))
    small = []
    for sample in row.samples(row.generator()):
        floats = [a for a in sample.arrays if a.dtype.kind in "fc"]
        sizes = [a.size for a in sample.arrays]
        if floats and all(0 < size <= 24 for size in sizes) and wrt_of(row, sample):
            small.append(sample)
    return small[:: max(1, len(small) // 6)]


def wrt_of(row: Row, sample: Sample) -> list[int]:
    """Return which tensor arguments to differentiate by."""
    floats = [i for i, a in enumerate(sample.arrays) if a.dtype.kind in "fc"]
    return floats if row.wrt is None else [i for i in floats if i in row.wrt]


def _direction(rng: np.random.Generator, x: np.ndarray) -> np.ndarray:
    """Return random numbers like x: float32, or complex64."""
    v = rng.uniform(-1, 1, x.shape)
    if x.dtype.kind == "c":
        return np.asarray(v + 1j * rng.uniform(-1, 1, x.shape), np.complex64)
    return np.asarray(v, np.float32)


class _Scalarised:
    """A sample as a float64 function of its differentiable arrays, weighted to one number."""

    def __init__(self, row: Row, sample: Sample, rng: np.random.Generator) -> None:
        self.row, self.sample = row, sample
        self.wrt = wrt_of(row, sample)
        self.xs = [widened(sample.arrays[i]) for i in self.wrt]
        self.dys = [_direction(rng, y) for y in reference(row, sample)]
        self.vs = [_direction(rng, x) for x in self.xs]

    def results(self, xs: Sequence[np.ndarray]) -> list[np.ndarray]:
        assert self.row.ref is not None
        arrays = list(self.sample.arrays)
        for index, x in zip(self.wrt, xs, strict=True):
            arrays[index] = x
        made = self.row.ref(*self.sample.with_arrays(arrays), **self.sample.attrs)
        return differences.results_of(made)

    def weighted(self, xs: Sequence[np.ndarray], dys: Sequence[np.ndarray] | None = None) -> float:
        pairs = zip(self.results(xs), self.dys if dys is None else dys, strict=True)
        return float(sum(np.sum(y * np.conj(dy)).real for y, dy in pairs if y.dtype.kind in "fc"))

    def call(self) -> list[Any]:
        return [list(self.sample.args), dict(self.sample.attrs), self.wrt, self.dys]


def check_gradient(browser: Browser, row: Row) -> None:
    """First-order gradients agree with central differences of the reference."""
    rng = row.generator()
    cases = [_Scalarised(row, sample, rng) for sample in gradient_samples(row)]
    assert cases, f"{row.id}: no samples to differentiate at; give gradients=, or grad=False"
    replies = browser.call(
        "rows.gradients", target=row.target, samples=[case.call() for case in cases]
    )
    problems = []
    for case, reply in zip(cases, replies, strict=True):
        what = f"gradient of {row.name}{case.sample}"
        if "error" in reply:
            problems.append(f"{what} raised in the browser:\n{reply['error']['traceback']}")
            continue
        for index, (x, g) in enumerate(zip(case.xs, reply["value"], strict=True)):
            if g.shape != x.shape or g.dtype != (
                np.complex64 if x.dtype.kind == "c" else np.float32
            ):
                problems.append(f"{what}: by input {index} {g.dtype}{g.shape}, x is {x.shape}")
        if not problems:
            _agree(row, what, case.weighted, case.xs, reply["value"], "gradient", problems)
    _report(row, problems, len(cases))


def _agree(
    row: Row,
    what: str,
    f: Any,
    xs: Sequence[np.ndarray],
    found: Sequence[np.ndarray],
    check: str,
    problems: list[str],
) -> None:
    directions = differences.units(xs, row.generator())
    step = differences.STEP if check == "gradient" else differences.SECOND_STEP
    with np.errstate(all="ignore"):
        expected = np.array([differences.along(f, xs, v, step) for v in directions])
    wide = [widened(np.asarray(g)) for g in found]
    actual = np.array([differences.dot(wide, v) for v in directions]).astype(np.float32)
    try:
        assert_close(
            actual,
            expected,
            rtol=row.tol.grad_rtol,
            atol=row.tol.grad_atol,
            what=f"{what}, against differences",
            repro=_again(row, check, "gradient"),
        )
    except AssertionError as error:
        problems.append(str(error))


def check_second_gradient(browser: Browser, row: Row) -> None:
    """The gradient of the gradient agrees with differences of differences of the reference."""
    rng = row.generator()
    cases = [_Scalarised(row, sample, rng) for sample in gradient_samples(row)[:3]]
    calls = [[*case.call(), case.vs] for case in cases]
    replies = browser.call("rows.second_gradients", target=row.target, samples=calls)
    problems: list[str] = []
    for case, reply in zip(cases, replies, strict=True):
        what = f"second gradient of {row.name}{case.sample}"
        count = len(case.xs)

        def slope(both: Sequence[np.ndarray], case: _Scalarised = case, n: int = count) -> float:
            vs = [widened(v) for v in case.vs]
            inner = lambda xs: case.weighted(xs, both[n:])  # noqa: E731
            return differences.along(inner, both[:n], vs, differences.SECOND_STEP)

        both = [*case.xs, *(widened(dy) for dy in case.dys)]
        if "does not depend" in reply.get("error", {}).get("message", ""):
            reply = {"value": [np.zeros_like(x) for x in both]}  # right if so it is
        if "error" in reply:
            problems.append(f"{what} raised in the browser:\n{reply['error']['traceback']}")
            continue
        _agree(row, what, slope, both, reply["value"], "second_gradient", problems)
    _report(row, problems, len(cases))


def check_no_gradient(browser: Browser, row: Row) -> None:
    """An op without a gradient says so, by name."""
    for sample in row.samples(row.generator()):
        wrt = wrt_of(row, sample)
        if wrt and all(a.size for a in sample.arrays):
            shapes = [np.zeros(y.shape, np.float32) for y in reference(row, sample)]
            call = [list(sample.args), dict(sample.attrs), wrt, shapes]
            reply = browser.call("rows.gradients", target=row.target, samples=[call])[0]
            got = reply.get("error", {}).get("type", "no error")
            # A whole-number result ends the path; the weighted sum is then of nothing.
            assert got in ("GradientError", "TypeError", "AttributeError"), (
                f"{row.id}: differentiating must raise GradientError; got {reply}"
            )
            return


# --- errors ---------------------------------------------------------------------------------------


def check_errors(browser: Browser, row: Row) -> None:
    """Bad calls raise the error they should, and the message says what is wrong."""
    calls = [[list(bad.args), dict(bad.attrs)] for bad in row.errors]
    replies = browser.call("rows.call_all", target=row.target, samples=calls)
    problems = []
    for bad, reply in zip(row.errors, replies, strict=True):
        what = f"{row.name}{Sample(bad.args, bad.attrs)}"
        if "error" not in reply:
            problems.append(f"{what} raised nothing; expected {bad.error}")
        elif reply["error"]["type"] != bad.error:
            problems.append(f"{what} raised, not {bad.error}:\n{reply['error']['traceback']}")
        elif not re.search(bad.match, reply["error"]["message"]):
            problems.append(f"{what} says\n  {reply['error']['message']}\nnot /{bad.match}/")
    _report(row, problems, len(calls))
