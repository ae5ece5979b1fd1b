"""What the op table says of one op; ``tests/README.md`` tells how to write a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Sample:
    """One call: tensors (NumPy arrays, or lists of them) and numbers, then attributes by name."""

    args: tuple[Any, ...]
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def arrays(self) -> list[np.ndarray]:
        """The tensor arguments, those in lists too, in order."""
        found = []
        for arg in self.args:
            found += [a for a in (arg if isinstance(arg, list) else [arg]) if _is_array(a)]
        return found

    def with_arrays(self, arrays: Sequence[np.ndarray]) -> tuple[Any, ...]:
        """Return ``args`` with other arrays in the places of the tensors."""
        rest = iter(arrays)
        return tuple(
            [next(rest) if _is_array(a) else a for a in arg]
            if isinstance(arg, list)
            else (next(rest) if _is_array(arg) else arg)
            for arg in self.args
        )

    def __str__(self) -> str:
        def show(arg: Any) -> str:
            if isinstance(arg, list):
                return f"[{', '.join(map(show, arg))}]"
            return f"{arg.dtype.name}{list(arg.shape)}" if _is_array(arg) else repr(arg)

        parts = [show(arg) for arg in self.args]
        parts += [f"{name}={show(value)}" for name, value in self.attrs.items()]
        return f"({', '.join(parts)})"


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)


@dataclass(frozen=True)
class Bad:
    """A call that must raise ``error`` with a message that ``match`` finds itself in."""

    args: tuple[Any, ...]
    error: str
    match: str
    attrs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Because:
    """A check that does not apply to a row, and why: ``forward``, ``gradient``, ``second``…"""

    check: str
    reason: str


@dataclass(frozen=True)
class Tol:
    """Allowed error: ``atol + rtol * |expected|``, of results and of gradients."""

    rtol: float = 1e-5
    atol: float = 1e-6
    grad_rtol: float = 1e-4
    grad_atol: float = 1e-4


Samples = Callable[[np.random.Generator], Iterable[Sample]]


@dataclass(frozen=True)
class Row:
    """Everything that the suite knows of one op; all checks follow from it."""

    name: str
    """The op's name; what is called is ``texelflow.<name>`` unless ``call`` says otherwise."""
    ref: Callable[..., Any] | None
    """NumPy's answer: takes float64 (or int32, bool) arrays, then the attributes by keyword."""
    samples: Samples
    result: Callable[[Sequence[str], Mapping[str, Any]], Any] | str | Sequence[str] = "float32"
    """The dtype of the result (or of each), from the tensor arguments' dtypes and attributes."""
    call: str = ""
    """``op`` for an op that is not public; it is found wherever it is declared."""
    note: str = ""
    """Tells rows of one op apart."""
    special: Mapping[Any, Any] | Samples | None = None
    """Awkward points: input → output for one argument, or samples that ``ref`` answers."""
    errors: Sequence[Bad] = ()
    gradients: Samples | None = None
    """Where to differentiate; the samples themselves, if small and float, by default."""
    grad: bool = True
    """Whether the op has a gradient; where not, asking for one must raise GradientError."""
    wrt: Sequence[int] | None = None
    """Which tensor arguments have gradients; all float32 ones by default."""
    tol: Tol = field(default_factory=Tol)
    skip: Sequence[Because] = ()

    @property
    def id(self) -> str:
        """How pytest shows the row."""
        return f"{self.name}-{self.note}" if self.note else self.name

    @property
    def target(self) -> str:
        """What is called in the browser, as ``module:function``."""
        return f"{self.call or 'texelflow'}:{self.name}"

    def generator(self) -> np.random.Generator:
        """Return random numbers that are the same at every run of this row."""
        return np.random.default_rng(list(self.id.encode()))

    def result_dtype(self, sample: Sample) -> str | Sequence[str]:
        """Return the dtype that a call must give, or that of each of its results."""
        if not callable(self.result):
            return self.result
        return self.result([a.dtype.name for a in sample.arrays], sample.attrs)
