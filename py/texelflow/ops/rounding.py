"""Signs, rounding and clipping, element by element; int32 stays int32."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..shapes import broadcast, same
from ..tensor import Tensor, TensorLike, as_tensor
from ..types import arithmetic, comparison, floating, with_whole
from .arithmetic import div_no_nan
from .compare import equal, where
from .complex_rules import composed, each_part, joined
from .creation import zeros_like
from .elementwise import broadcasting, unary
from .unary import isfinite

__all__ = [
    "abs",
    "ceil",
    "clip",
    "clip_by_value",
    "copysign",
    "fix",
    "floor",
    "nan_to_num",
    "round",
    "sign",
    "signbit",
    "step",
    "trunc",
]

LARGEST = 3.4028234663852886e38
"""The greatest float32."""


def _flat(g: Tensor, _y: Spec, _x: Spec) -> Tensor:
    """The gradient of a function of steps: zero wherever it exists."""
    return zeros_like(g)


def _whole(kernel: str) -> Callable[..., Buffer]:
    """Return the lowering of a rounding: whole numbers are seen as they are."""
    draw = unary(kernel)
    return lambda b, y, x: draw(b, y, x) if y.kind == "float" else b.view(x, y)


def _abs_complex(z: Any) -> Tensor:
    from .special import hypot

    return hypot(*z.parts)


def _sign_complex(z: Any) -> Tensor:
    """Return ``z / |z|``, and 0 of 0, as NumPy 2 does."""
    size = _abs_complex(z)
    return joined(*(div_no_nan(part, size) for part in z.parts))


@op(
    shape=same,
    types=arithmetic,
    lower=unary("unary/abs"),
    grad=lambda g, _y, x: g * sign(x),
    complex=composed(_abs_complex),
)
def abs(x: TensorLike) -> Tensor:
    """Return ``|x|``. int32 stays int32; of complex numbers their distance from 0, as float32.

    The gradient at 0 is 0.

    >>> tf.abs([-1.5, 2.0]).tolist()
    [1.5, 2.0]
    """
    ...


@op(shape=same, types=arithmetic, lower=_whole("unary/ceil"), grad=_flat)
def ceil(x: TensorLike) -> Tensor:
    """Return the least whole number that is not below x; its gradient is 0.

    >>> tf.ceil([0.5, -0.5]).tolist()
    [1.0, -0.0]
    """
    ...


def _clip_shape(
    x: Spec, *, clip_value_min: float, clip_value_max: float, **_: Any
) -> tuple[int, ...]:
    if clip_value_min > clip_value_max:
        raise ShapeError(
            f"clip_value_min {clip_value_min} is above clip_value_max {clip_value_max}"
        )
    return x.shape


def _lower_clip(
    b: Builder, y: Spec, x: Buffer, *, clip_value_min: float, clip_value_max: float
) -> Buffer:
    kind = float if y.kind == "float" else int
    bounds = {"low": kind(clip_value_min), "high": kind(clip_value_max)}
    return b.pointwise("unary/clip_by_value", {"x": x}, y, {}, bounds)


def _clip_grad(
    g: Tensor, y: Tensor, x: Tensor, *, clip_value_min: float, clip_value_max: float
) -> Tensor:
    del clip_value_min, clip_value_max
    return where(equal(x, y), g, 0.0)


@op(
    shape=_clip_shape,
    types=with_whole("clip_value_min", "clip_value_max"),
    lower=_lower_clip,
    grad=_clip_grad,
)
def clip_by_value(x: TensorLike, clip_value_min: float, clip_value_max: float) -> Tensor:
    """Return x within ``clip_value_min`` and ``clip_value_max``; NaN stays.

    int32 with whole bounds stays int32. The gradient is that of x inside the bounds, bounds
    included, and 0 outside.

    Raises:
        ShapeError: if the least value is above the greatest.

    >>> tf.clip_by_value([-1.0, 0.5, 3.0], 0, 1).tolist()
    [0.0, 0.5, 1.0]
    """
    ...


def clip(x: Any, a_min: Any = None, a_max: Any = None) -> Tensor:
    """Return x within bounds that are numbers or tensors, or None for no bound; NumPy's ``clip``.

    Where the bounds cross, the upper one counts. See also ``clip_by_value``.

    >>> tf.clip([-1.0, 0.5, 3.0], 0.0, [1.0, 1.0, 2.0]).tolist()
    [0.0, 0.5, 2.0]
    """
    from .arithmetic import maximum, minimum

    x = as_tensor("clip", x)
    numbers = all(isinstance(v, (int, float)) for v in (a_min, a_max))
    if numbers and a_min <= a_max:
        return clip_by_value(x, a_min, a_max)
    x = x if a_min is None else maximum(x, a_min)
    return x if a_max is None else minimum(x, a_max)


def _copysign_grad(g: Tensor, _y: Spec, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    return where(equal(signbit(a), signbit(b)), g, -g), zeros_like(g)


@op(shape=broadcast, types=floating, lower=broadcasting("binary/copysign"), grad=_copysign_grad)
def copysign(a: TensorLike, b: TensorLike) -> Tensor:
    """Return a with the sign of b; that of -0 counts, too.

    >>> tf.copysign([1.0, -2.0], -0.0).tolist()
    [-1.0, -2.0]
    """
    ...


@op(shape=same, types=arithmetic, lower=_whole("unary/floor"), grad=_flat)
def floor(x: TensorLike) -> Tensor:
    """Return the greatest whole number that is not above x; its gradient is 0.

    >>> tf.floor([0.5, -0.5]).tolist()
    [0.0, -1.0]
    """
    ...


def _lower_nan_to_num(
    b: Builder, y: Spec, x: Buffer, *, nan: float, posinf: float | None, neginf: float | None
) -> Buffer:
    if y.kind == "int":
        return b.view(x, y)
    numbers = {
        "nan": float(nan),
        "posinf": LARGEST if posinf is None else float(posinf),
        "neginf": -LARGEST if neginf is None else float(neginf),
    }
    return b.pointwise("unary/nan_to_num", {"x": x}, y, {}, numbers)


@op(
    shape=same,
    types=arithmetic,
    lower=_lower_nan_to_num,
    complex=each_part,
    grad=lambda g, _y, x: where(isfinite(x), g, 0.0),
)
def nan_to_num(
    x: TensorLike, nan: float = 0.0, posinf: float | None = None, neginf: float | None = None
) -> Tensor:
    """Return x with numbers in the places of NaN and the infinities.

    By default 0, the greatest and the least float32. Mirrors NumPy's ``nan_to_num``.

    >>> tf.nan_to_num([float('nan'), 2.0, float('inf')], posinf=9.0).tolist()
    [0.0, 2.0, 9.0]
    """
    ...


@op(shape=same, types=arithmetic, lower=_whole("unary/round"), grad=_flat)
def round(x: TensorLike) -> Tensor:
    """Return the nearest whole number, halves to the even one as in NumPy; the gradient is 0.

    >>> tf.round([0.5, 1.5, 2.4]).tolist()
    [0.0, 2.0, 2.0]
    """
    ...


@op(
    shape=same,
    types=arithmetic,
    lower=unary("unary/sign"),
    grad=_flat,
    complex=composed(_sign_complex),
)
def sign(x: TensorLike) -> Tensor:
    """Return -1, 0 or 1 by the sign of x; NaN stays. The gradient is 0.

    Of a complex number, ``x / |x|``, which has a gradient.

    >>> tf.sign([-2.0, 0.0, 3.0]).tolist()
    [-1.0, 0.0, 1.0]
    """
    ...


@op(shape=same, types=comparison, lower=unary("unary/signbit"))
def signbit(x: TensorLike) -> Tensor:
    """Return where x has a minus, as bool; -0 has one.

    >>> tf.signbit([-2.0, -0.0, 3.0]).tolist()
    [True, True, False]
    """
    ...


@op(shape=same, types=with_whole("alpha"), lower=unary("unary/step"), grad=_flat)
def step(x: TensorLike, alpha: float = 0) -> Tensor:
    """Return 1 where x is above 0 and ``alpha`` elsewhere; NaN stays. The gradient is 0.

    int32 with a whole alpha stays int32. Mirrors TensorFlow.js ``tf.step``.

    >>> tf.step([-1.0, 2.0]).tolist()
    [0.0, 1.0]
    """
    ...


@op(shape=same, types=arithmetic, lower=_whole("unary/trunc"), grad=_flat)
def trunc(x: TensorLike) -> Tensor:
    """Return the whole number next to x on the way to 0; its gradient is 0. ``fix`` is the same.

    >>> tf.trunc([1.7, -1.7]).tolist()
    [1.0, -1.0]
    """
    ...


fix = trunc
