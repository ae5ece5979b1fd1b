"""Fourier transforms of pairs of real tensors, along the last axis: the ops behind ``spectral``.

A transform of n points is a pass per factor of n (Stockham's order): each is one draw into two
targets. Four passes do 4,096 points. Factors that are prime and large have none; see ``spectral``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike
from ..types import floating
from .complex_pairs import Pair, arrived

__all__: list[str] = []

WHOLE = 64
"""A transform of so many points, or a factor that is prime, is done in one pass."""

RADIX = 8
"""The largest product of small factors. 65,536 points in SwiftShader: 17 ms by 4, 18 by 8, 23 by
16, 34 by 32; a GPU, where a pass costs memory traffic, would rather have few.
"""

LARGE = 1 << 12
"""With so many elements one long pass is dearer than several short ones."""

HORNER = 5
"""The longest sum whose powers are not computed one by one; see the shader."""


def prime_factors(n: int) -> list[int]:
    """Return the prime factors of n, the least first.

    >>> from texelflow.ops.transforms import prime_factors
    >>> prime_factors(60)
    [2, 2, 3, 5]
    """
    factors, divisor = [], 2
    while divisor * divisor <= n:
        while n % divisor == 0:
            factors.append(divisor)
            n //= divisor
        divisor += 1
    return [*factors, n] if n > 1 else factors


def has_passes(n: int) -> bool:
    """Whether a transform of n points can be done in passes."""
    return n <= WHOLE or max(prime_factors(n)) <= WHOLE


def radices(n: int, elements: int) -> list[int]:
    """Return the factors of n that one pass each does, powers of two first.

    >>> from texelflow.ops.transforms import radices
    >>> radices(4096, 4096)
    [8, 8, 8, 8]
    """
    if n <= (WHOLE if elements < LARGE else RADIX):
        return [n]
    found: list[int] = []
    for factor in prime_factors(n):
        if found and found[-1] * factor <= RADIX:
            found[-1] *= factor
        else:
            found.append(factor)
    return found


def levels(radix: int) -> tuple[int, int]:
    """Return (inner, outer) lengths of a pass's sum; the inner one is short.

    >>> from texelflow.ops.transforms import levels
    >>> levels(16), levels(7), levels(3)
    ((4, 4), (1, 7), (3, 1))
    """
    inner = max(d for d in range(1, HORNER + 1) if radix % d == 0)
    return inner, radix // inner


def _lower(b: Builder, ys: Sequence[Spec], *parts: Buffer, inverse: bool, scale: float) -> Any:
    y = ys[0]
    n = y.layout.cols
    plan = radices(n, y.size)
    # The inverse is the transform with real and imaginary parts exchanged, before and after.
    now = list(reversed(parts)) if inverse else list(parts)
    before = 1
    for radix in plan:
        span, step = before * radix, n // radix
        inner, outer = levels(radix)
        texels = before % 4 == 0 and step % 4 == 0
        shared = before == 1 and radix % 4 == 0 and y.layout.aligned
        real = len(now) == 1
        now = b.draw(
            "spectral/pass",
            {"a": now[0]} if real else {"a": now[0], "b": now[1]},
            {"y": y, "z": ys[1]},
            {"TEXELS": texels, "SHARED": shared, "REAL": real},
            points=n,
            stride=y.layout.stride,
            span=span,
            before=before,
            step=step,
            inner=inner,
            outer=outer,
            scale=float(scale) if span == n else 1.0,
        )
        before = span
    return list(reversed(now)) if inverse else now


def _same(*parts: Spec, **_: Any) -> list[tuple[int, ...]]:
    return [parts[0].shape] * 2


def _grad(g: Any, _ys: Any, _re: Spec, _im: Spec, *, inverse: bool, scale: float) -> Pair:
    return fft_pair(*arrived(g, _ys), not inverse, scale)


@op(shape=_same, types=floating, lower=_lower, grad=_grad)
def fft_pair(re: TensorLike, im: TensorLike, inverse: bool, scale: float) -> Pair:
    """Return the transform along the last axis, times ``scale``; n must have passes."""
    ...


def _real_grad(g: Any, _ys: Any, _x: Spec, *, scale: float) -> Tensor:
    return fft_pair(*arrived(g, _ys), True, scale)[0]


def _lower_real(b: Builder, ys: Sequence[Spec], x: Buffer, *, scale: float) -> Any:
    return _lower(b, ys, x, inverse=False, scale=scale)


@op(shape=_same, types=floating, lower=_lower_real, grad=_real_grad)
def fft_real(x: TensorLike, scale: float) -> Pair:
    """Return the transform of real numbers along the last axis, times ``scale``."""
    ...
