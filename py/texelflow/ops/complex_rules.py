"""How ops work on complex arguments: the rules that declarations name as ``complex=…``.

Each is a function ``(op, *inputs, **attributes)``, where at least one input is complex. It is
written with ops on the parts, so its gradient, trace and fusion are theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..complex_tensor import ComplexTensor
from ..dtypes import float32
from ..tensor import Tensor, constant

Rule = Callable[..., Any]


def parts_of(x: Tensor) -> tuple[Tensor, Tensor]:
    """Return the real and the imaginary part of any tensor, as float32."""
    if isinstance(x, ComplexTensor):
        return x.parts
    from .compare import cast
    from .creation import zeros_like

    x = cast(x, float32)
    return x, zeros_like(x) if x.shape else constant(0.0, float32)


def as_complex(x: Tensor) -> ComplexTensor:
    """Return any tensor as a complex one."""
    return x if isinstance(x, ComplexTensor) else ComplexTensor(*parts_of(x))


def joined(re: Any, im: Any) -> Any:
    """Return parts as complex tensors; lists and tuples element by element."""
    if isinstance(re, (list, tuple)):
        return type(re)(joined(a, b) for a, b in zip(re, im, strict=True))
    return ComplexTensor(re, im)


def each_part(op: Rule, *inputs: Any, **attributes: Any) -> Any:
    """What is linear with real numbers, or moves elements: done to each part."""
    if isinstance(inputs[0], list):
        pairs = [parts_of(x) for x in inputs[0]]
        return joined(*(op([pair[i] for pair in pairs], **attributes) for i in (0, 1)))
    pairs = [parts_of(x) for x in inputs]
    return joined(*(op(*[pair[i] for pair in pairs], **attributes) for i in (0, 1)))


def each_part_but(*plain: int) -> Rule:
    """As ``each_part``, where the inputs at ``plain`` are conditions or positions, no values."""

    def rule(op: Rule, *inputs: Any, **attributes: Any) -> Any:
        if any(isinstance(inputs[i], ComplexTensor) for i in plain):
            return op(*[parts_of(x)[0] if i in plain else x for i, x in enumerate(inputs)])
        pairs = [(x, x) if i in plain else parts_of(x) for i, x in enumerate(inputs)]
        return joined(*(op(*[pair[i] for pair in pairs], **attributes) for i in (0, 1)))

    return rule


def of_pair(name: str) -> Rule:
    """What ``complex_pairs`` has a kernel for, by the name of its function."""

    def rule(_op: Rule, *inputs: Any) -> ComplexTensor:
        from . import complex_pairs

        fn = getattr(complex_pairs, name)
        return ComplexTensor(*fn(*[part for x in inputs for part in parts_of(x)]))

    return rule


def either(op: Rule, *inputs: Tensor) -> Tensor:
    """A question that is true of numbers if it is true of a part: ``isnan``, ``not_equal``."""
    from .compare import logical_or

    pairs = [parts_of(x) for x in inputs]
    return logical_or(*(op(*[pair[i] for pair in pairs]) for i in (0, 1)))


def both(op: Rule, *inputs: Tensor) -> Tensor:
    """A question that is true of numbers if it is true of both parts: ``equal``, ``isfinite``."""
    from .compare import logical_and

    pairs = [parts_of(x) for x in inputs]
    return logical_and(*(op(*[pair[i] for pair in pairs]) for i in (0, 1)))


def _wide(x: Tensor, y: Tensor) -> Tensor:
    from .movement import broadcast_to

    return x if x.shape == y.shape else broadcast_to(x, y.shape)


def sum_rule(op: Rule, a: Tensor, b: Tensor) -> ComplexTensor:
    """``a + b``: a real number has nothing to say about imaginary parts."""
    if isinstance(a, ComplexTensor) and isinstance(b, ComplexTensor):
        return each_part(op, a, b)
    z, x = (a, b) if isinstance(a, ComplexTensor) else (b, a)
    re, im = z.parts  # type: ignore[attr-defined]
    made = op(re, x)
    return ComplexTensor(made, _wide(im, made))


def difference_rule(op: Rule, a: Tensor, b: Tensor) -> ComplexTensor:
    """``a - b``."""
    if isinstance(a, ComplexTensor) and isinstance(b, ComplexTensor):
        return each_part(op, a, b)
    if isinstance(a, ComplexTensor):
        made = op(a.parts[0], b)
        return ComplexTensor(made, _wide(a.parts[1], made))
    re, im = b.parts  # type: ignore[attr-defined]
    made = op(a, re)
    return ComplexTensor(made, _wide(-im, made))


def product_rule(op: Rule, a: Tensor, b: Tensor) -> ComplexTensor:
    """``a * b``; a real factor scales both parts."""
    if isinstance(a, ComplexTensor) and isinstance(b, ComplexTensor):
        return of_pair("mul_pair")(op, a, b)
    z, x = (a, b) if isinstance(a, ComplexTensor) else (b, a)
    return ComplexTensor(*(op(part, x) for part in z.parts))  # type: ignore[attr-defined]


def quotient_rule(op: Rule, a: Tensor, b: Tensor) -> ComplexTensor:
    """``a / b``; a real divisor divides both parts."""
    if isinstance(b, ComplexTensor):
        return of_pair("div_pair")(op, a, b)
    return ComplexTensor(*(op(part, b) for part in a.parts))  # type: ignore[attr-defined]


def bilinear(op: Rule, a: Tensor, b: Tensor, **attributes: Any) -> ComplexTensor:
    """A product of sums, such as ``matmul``: four real ones, or two if a factor is real."""
    if not isinstance(a, ComplexTensor):
        return ComplexTensor(*(op(a, part, **attributes) for part in b.parts))  # type: ignore[attr-defined]
    if not isinstance(b, ComplexTensor):
        return ComplexTensor(*(op(part, b, **attributes) for part in a.parts))
    (ar, ai), (br, bi) = a.parts, b.parts
    return ComplexTensor(
        op(ar, br, **attributes) - op(ai, bi, **attributes),
        op(ar, bi, **attributes) + op(ai, br, **attributes),
    )


def composed(formula: Callable[..., Any]) -> Rule:
    """What a formula of public functions says, whatever op it belongs to."""
    return lambda _op, *inputs, **attributes: formula(*inputs, **attributes)


def turned(op: Rule, z: Any, *, perm: Any, conjugate: bool) -> ComplexTensor:
    """``transpose``, with the conjugate if asked for."""
    re, im = (op(part, perm) for part in z.parts)
    return joined(re, -im if conjugate else im)


def filled(op: Rule, z: Any, *, fill: Any, **attributes: Any) -> ComplexTensor:
    """What fills up with a number, complex perhaps: ``place``, and so ``pad``."""
    fills = (fill.real, fill.imag)
    parts = zip(z.parts, fills, strict=True)
    return joined(*(op(part, fill=value, **attributes) for part, value in parts))
