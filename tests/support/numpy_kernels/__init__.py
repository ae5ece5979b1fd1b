"""Kernels in NumPy, a family a module, found by the name that the shader has.

An imitation takes a ``Drawing`` and returns the values of all its lanes, one array an output. To
add one: ``@imitates("family/name")`` in its family's module, or a line in the family's table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from texelflow.glsl import Kernel

from . import (
    along_rows,
    conv,
    elementwise,
    joining,
    matmul,
    movement,
    optimizer,
    pixels,
    pool,
    random,
    recurrent,
    reduction,
    standardize,
)
from .registry import IMITATIONS, imitates

__all__ = ["IMITATIONS", "MissingImitation", "imitates", "imitation_of"]

_FAMILIES = (
    along_rows, conv, elementwise, joining, matmul, movement, optimizer, pixels, pool, random,
    recurrent, reduction, standardize,
)  # fmt: skip


class MissingImitation(LookupError):
    """The NumPy device does not know a kernel."""


def imitation_of(kernel: Kernel) -> Callable[..., Any]:
    """Return the imitation of ``kernel``."""
    found = IMITATIONS.get(kernel.name)
    if found is None:
        raise MissingImitation(
            f"no imitation of the kernel {kernel.name}; add one to tests/support/numpy_kernels"
        )
    return found
