"""unary/, binary/, compare/, logical/ and choose/: one formula each, the addressing once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..numpy_drawing import Drawing, digits
from .registry import imitates

UNARY: dict[str, Callable[..., Any]] = {
    "unary/neg": lambda x: -x,
}

MANY: dict[str, Callable[..., Any]] = {
    "binary/add": lambda a, b: a + b,
    "binary/sub": lambda a, b: a - b,
    "binary/mul": lambda a, b: a * b,
    "choose/where": lambda condition, a, b: np.where(condition != 0, a, b),
}


def addresses(d: Drawing, name: str) -> np.ndarray:
    """Return where each lane finds its element of an input, as broadcasting lays them."""
    step = d[f"{name}_step"]
    if "DIRECT" in d.defines:
        return d.elements * step
    row = d.elements // d["y_stride"]
    col = np.minimum(d.elements - row * d["y_stride"], d["y_cols"] - 1)
    rank, strides = d["rank"], d[f"{name}_strides"]
    at = sum(
        (c * s for c, s in zip(digits(row, d["dims"][:rank]), strides, strict=False)),
        np.zeros_like(row),
    )
    if "ROWS" in d.defines and step == 1:
        assert not (at % 4).any(), f"{d.kernel.label}: a row of {name} does not start on a texel"
    return at + col * step


def _attributes(d: Drawing) -> dict[str, float]:
    """Return the parameters that are the op's own."""
    inner = {"rank", "dims", "y_cols", "y_stride"}
    names = [name for name, _ in d.kernel.inputs + d.kernel.outputs]
    inner |= {f"{name}_{end}" for name in names for end in ("shift", "mask", "step", "strides")}
    return {name: value for name, value in d.params.items() if name not in inner}


def _imitate(name: str, formula: Callable[..., Any]) -> None:
    @imitates(name)
    def run(d: Drawing) -> np.ndarray:
        direct = name.startswith("unary/")
        values = [d.at(n, d.elements if direct else addresses(d, n)) for n, _ in d.kernel.inputs]
        return np.asarray(formula(*values, **_attributes(d)))


for _name, _formula in (UNARY | MANY).items():
    _imitate(_name, _formula)
