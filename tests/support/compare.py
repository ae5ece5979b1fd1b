"""The one comparison of arrays: shape, dtype, NaN and ±inf by place and sign, only then error."""

from __future__ import annotations

from typing import Any

import numpy as np


def assert_close(
    actual: np.ndarray,
    expected: Any,
    *,
    dtype: str | None = None,
    rtol: float = 0.0,
    atol: float = 0.0,
    what: str = "result",
    repro: str = "",
) -> None:
    """Raise AssertionError unless ``actual`` has the expected shape, dtype and values.

    ``expected`` may be more precise than ``actual``; a float counts as equal if it is off by at
    most ``atol + rtol * |expected|``. Whole numbers and booleans must be equal.
    """
    expected = np.asarray(expected)
    tail = f"\nagain: {repro}" if repro else ""
    if actual.shape != expected.shape:
        raise AssertionError(f"{what}: shape {actual.shape}, expected {expected.shape}{tail}")
    if dtype is not None and actual.dtype.name not in (dtype, "int8" if dtype == "bool" else dtype):
        raise AssertionError(f"{what}: dtype {actual.dtype.name}, expected {dtype}{tail}")
    if not actual.size:
        return
    a, e = _reals(actual), _reals(expected)
    size = np.abs(e)
    if actual.dtype.kind == "c":  # the error of either part is measured by the whole number
        with np.errstate(all="ignore"):
            size = np.repeat(np.abs(expected).astype(np.float64).reshape(-1), 2)
    for kind, here, there in (
        ("NaN", np.isnan(a), np.isnan(e)),
        ("+inf", np.isposinf(a), np.isposinf(e)),
        ("-inf", np.isneginf(a), np.isneginf(e)),
    ):
        if (wrong := here != there).any():
            title = f"{kind} in {int(wrong.sum())} wrong place(s) of {a.size}"
            raise AssertionError(_message(what, title, actual, expected, wrong) + tail)
    finite = np.isfinite(e)
    error = np.zeros_like(a)
    error[finite] = np.abs(a[finite] - e[finite])
    allowed = np.zeros_like(a)
    if actual.dtype.kind in "fc":
        allowed[finite] = atol + rtol * size[finite]
    wrong = error > allowed
    if wrong.any():
        worst = int(error.argmax())
        title = (
            f"{int(wrong.sum())} of {a.size} elements differ, by at most {error[worst]:.3g} "
            f"({error[worst] / max(abs(e[worst]), 1e-300):.3g} of {e[worst]:.9g}); "
            f"allowed: {atol:g} + {rtol:g} * |expected|"
        )
        raise AssertionError(_message(what, title, actual, expected, wrong) + tail)


def _reals(x: np.ndarray) -> np.ndarray:
    """Return all elements in float64, complex ones as two."""
    if x.dtype.kind == "c":
        return np.ascontiguousarray(x, np.complex128).reshape(-1).view(np.float64)
    return x.astype(np.float64).reshape(-1)


def _message(what: str, title: str, actual: Any, expected: Any, wrong: np.ndarray) -> str:
    first = int(np.flatnonzero(wrong)[0])
    first //= 2 if actual.dtype.kind == "c" else 1
    place = tuple(int(i) for i in np.unravel_index(first, actual.shape))
    return (
        f"{what}, shape {actual.shape}: {title}\n"
        f"first at {list(place)}: got {actual.reshape(-1)[first]!r}, "
        f"expected {expected.reshape(-1)[first]!r}"
    )
