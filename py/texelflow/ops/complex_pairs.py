"""Functions of complex numbers that are given as pairs of real tensors, each in one draw.

What is public takes complex tensors; see ``complex_numbers``. Gradients follow TensorFlow: of a
real function by x + iy it is dL/dx + i dL/dy, so that through f it is multiplied by conj(f').
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from ..complex_tensor import ComplexTensor
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast_shapes
from ..tensor import Tensor, TensorLike
from ..types import floating
from .creation import zeros
from .elementwise import broadcast_params
from .unary import neg

__all__: list[str] = []

Pair = tuple[Tensor, Tensor]


def arrived(g: Any, ys: Any) -> Pair:
    """Return the gradients of a pair; of a part that nobody used it is 0."""
    re, im = (zeros(y.shape) if part is None else part for part, y in zip(g, ys, strict=True))
    return re, im


def _same(re: Spec, im: Spec) -> list[tuple[int, ...]]:
    del im
    return [re.shape, re.shape]


def _lower(kernel: str) -> Callable[..., list[Buffer]]:
    def lower(b: Builder, ys: Sequence[Spec], re: Buffer, im: Buffer) -> list[Buffer]:
        return b.draw(kernel, {"a": re, "b": im}, {"y": ys[0], "z": ys[1]})

    return lower


def _slope(
    rule: Callable[[ComplexTensor, ComplexTensor, ComplexTensor], Any],
) -> Callable[..., Any]:
    """Return the gradient rule of a function whose gradient is ``rule(g, result, argument)``."""

    def grad(g: Any, ys: Any, re: Tensor, im: Tensor) -> Pair:
        made = rule(ComplexTensor(*arrived(g, ys)), ComplexTensor(*ys), ComplexTensor(re, im))
        return made.parts

    return grad


def _conj(z: ComplexTensor) -> ComplexTensor:
    re, im = z.parts
    return ComplexTensor(re, neg(im))


@op(
    shape=_same,
    types=floating,
    lower=_lower("complex/exp"),
    grad=_slope(lambda g, y, _z: g * _conj(y)),
)
def exp_pair(re: TensorLike, im: TensorLike) -> Pair:
    """Return ``e ** z``."""
    ...


@op(
    shape=_same,
    types=floating,
    lower=_lower("complex/log"),
    grad=_slope(lambda g, _y, z: g / _conj(z)),
)
def log_pair(re: TensorLike, im: TensorLike) -> Pair:
    """Return the principal logarithm."""
    ...


@op(
    shape=_same,
    types=floating,
    lower=_lower("complex/sqrt"),
    grad=_slope(lambda g, y, _z: g * 0.5 / _conj(y)),
)
def sqrt_pair(re: TensorLike, im: TensorLike) -> Pair:
    """Return the principal square root."""
    ...


def _through(re: Tensor, im: Tensor) -> ComplexTensor:
    return ComplexTensor(re, im)


@op(
    shape=_same,
    types=floating,
    lower=_lower("complex/sin"),
    grad=_slope(lambda g, _y, z: g * _conj(_through(*cos_pair(*z.parts)))),
)
def sin_pair(re: TensorLike, im: TensorLike) -> Pair:
    """Return the sine."""
    ...


@op(
    shape=_same,
    types=floating,
    lower=_lower("complex/cos"),
    grad=_slope(lambda g, _y, z: -g * _conj(_through(*sin_pair(*z.parts)))),
)
def cos_pair(re: TensorLike, im: TensorLike) -> Pair:
    """Return the cosine."""
    ...


@op(
    shape=_same,
    types=floating,
    lower=_lower("complex/tanh"),
    grad=_slope(lambda g, y, _z: g * _conj(cast("Any", 1.0 - y * y))),
)
def tanh_pair(re: TensorLike, im: TensorLike) -> Pair:
    """Return the hyperbolic tangent."""
    ...


# --- of two numbers -------------------------------------------------------------------------------


def _wider(a: Spec, c: Spec, b: Spec, d: Spec) -> list[tuple[int, ...]]:
    del c, d
    return [broadcast_shapes(a.shape, b.shape)] * 2


def _lower_two(kernel: str) -> Callable[..., list[Buffer]]:
    def lower(b: Builder, ys: Sequence[Spec], *inputs: Buffer) -> list[Buffer]:
        y, z = ys
        buffers: dict[str, Buffer] = dict(zip(("a", "c", "b", "d"), inputs, strict=True))
        pairs = {name: buffers[name].spec for name in ("a", "b")}
        if all(x.shape == y.shape or x.size == 1 for x in pairs.values()):
            steps = {f"{name}_step": int(x.shape == y.shape) for name, x in pairs.items()}
            return b.draw(kernel, buffers, {"y": y, "z": z}, {"DIRECT": 1}, **steps)
        params = broadcast_params(y.shape, {name: x.shape for name, x in pairs.items()})
        return b.draw(
            kernel,
            buffers,
            {"y": y, "z": z},
            {},
            y_cols=y.layout.cols,
            y_stride=y.layout.stride,
            **params,
        )

    return lower


def _mul_grad(g: Any, ys: Any, a: Tensor, c: Tensor, b: Tensor, d: Tensor) -> tuple[Any, ...]:
    re, im = arrived(g, ys)
    return *mul_pair(re, im, b, neg(d)), *mul_pair(re, im, a, neg(c))


@op(shape=_wider, types=floating, lower=_lower_two("complex_binary/mul"), grad=_mul_grad)
def mul_pair(a: TensorLike, c: TensorLike, b: TensorLike, d: TensorLike) -> Pair:
    """Return ``(a + ic) * (b + id)``."""
    ...


def _div_grad(g: Any, ys: Any, _a: Spec, _c: Spec, b: Tensor, d: Tensor) -> tuple[Any, ...]:
    re, im = div_pair(*arrived(g, ys), b, neg(d))
    by_b = mul_pair(neg(re), neg(im), ys[0], neg(ys[1]))
    return re, im, *by_b


@op(shape=_wider, types=floating, lower=_lower_two("complex_binary/div"), grad=_div_grad)
def div_pair(a: TensorLike, c: TensorLike, b: TensorLike, d: TensorLike) -> Pair:
    """Return ``(a + ic) / (b + id)``."""
    ...
