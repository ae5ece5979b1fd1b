"""Whole matrices of derivatives, and derivatives along directions.

All are made of reverse passes over one forward pass. A derivative along a direction is taken by
two of them: the gradient is linear in what arrives, and the gradient of that is the derivative.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from . import tape
from .autograd import _value_and_grads, arguments_of, backward, grad, seed_of
from .errors import GradientError, ShapeError
from .ops.creation import zeros, zeros_like
from .ops.joining import stack
from .ops.reshaping import clone, reshape
from .ops.sequences import one_hot
from .tensor import Tensor, as_tensor

__all__ = ["hessian", "jacobian", "jvp", "vjp"]


class _Pass:
    """One forward pass: its arguments, its result, and where it begins on the tape."""

    def __init__(self, name: str, f: Callable[..., Any], xs: list[Tensor], start: int) -> None:
        self.start = start
        self.xs = xs
        self.serials = [x.serial for x in xs]
        tape.tracked.update(self.serials)
        self.y = seed_of(name, f(*xs), None)[0]

    def back(self, dy: Tensor) -> list[Tensor | None]:
        """Return the gradients of ``sum(y * dy)``; None by what y does not depend on."""
        found = backward([(self.y, dy)], self.start, self.serials, again=True)
        return [found.get(serial) for serial in self.serials]


@contextmanager
def _passing(name: str, f: Any, xs: Sequence[Any]) -> Iterator[_Pass]:
    """Run f, and keep its tape for as many passes back as are wanted."""
    arguments = arguments_of(name, f, xs)
    if any(x.dtype != "float32" for x in arguments):
        raise GradientError(f"{name}(f)(x: complex64): is for real arguments; use tf.grad")
    start = tape.begin()
    try:
        made = _Pass(name, f, arguments, start)
        if made.y.dtype != "float32":
            raise GradientError(f"{name}(f): f returned {made.y.dtype}; it must return float32")
        yield made
    finally:
        tape.end(start)


def _unit(like: Tensor, index: int) -> Tensor:
    """Return zeros with a 1 in one place."""
    return reshape(one_hot([index], like.size, 1, 0, "float32"), like.shape)


def _along(forward: _Pass, tangents: Callable[[int], list[Tensor]], count: int) -> list[Tensor]:
    """Return the derivatives of y along so many directions."""
    start = tape.begin()  # one deeper, so that passes back are recorded, too
    try:
        dy = clone(zeros_like(forward.y))
        tape.tracked.add(dy.serial)
        slopes = forward.back(dy)
        made = []
        for index in range(count):
            pairs = zip(slopes, tangents(index), strict=True)
            seeds = [(g, t) for g, t in pairs if g is not None]
            found = backward(seeds, forward.start, [dy.serial], again=True)
            made.append(found[dy.serial] if dy.serial in found else zeros_like(forward.y))
        return made
    finally:
        tape.end(start)


def _by_rows(forward: _Pass) -> list[Tensor]:
    """Return the matrices of derivatives, one pass back for each element of y."""
    y = forward.y
    rows: list[list[Tensor]] = [[] for _ in forward.xs]
    for index in range(y.size):
        for row, x, g in zip(rows, forward.xs, forward.back(_unit(y, index)), strict=True):
            row.append(zeros_like(x) if g is None else g)
    return [
        reshape(stack(row), y.shape + x.shape) if row else zeros(y.shape + x.shape)
        for row, x in zip(rows, forward.xs, strict=True)
    ]


def _by_columns(forward: _Pass) -> Tensor:
    """Return the matrix of derivatives by the only argument, one direction for each element."""
    (x,) = forward.xs
    columns = _along(forward, lambda index: [_unit(x, index)], x.size)
    return reshape(stack(columns, -1), forward.y.shape + x.shape)


def jacobian(f: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that computes the derivatives of each element of ``f(x)`` by each of x.

    The result has the shape of ``f(x)``, then that of x; with several arguments it is a list with
    one for each. ``f`` runs once; then comes a pass back for each element of the result, or, if x
    has fewer elements, two for each of those. Differentiable again.

    Raises:
        GradientError: if an op on the way has no gradient.
        TypeError: if ``f`` does not return a tensor.

    >>> tf.jacobian(lambda x: x * x)(tf.tensor([1.0, 3.0])).tolist()
    [[2.0, 0.0], [0.0, 6.0]]
    """

    @functools.wraps(f)
    def derivatives(*xs: Any) -> Any:
        with _passing("jacobian", f, xs) as forward:
            if len(xs) != 1:
                return _by_rows(forward)
            wide = 2 * forward.xs[0].size < forward.y.size
            return _by_columns(forward) if wide else _by_rows(forward)[0]

    return derivatives


def hessian(f: Callable[..., Any]) -> Callable[..., Tensor]:
    """Return a function that computes the second derivatives of a scalar ``f(x)``.

    The result has the shape of x twice: the Jacobian of the gradient.

    Raises:
        ShapeError: if ``f(x)`` is no scalar.
        GradientError: if ``f(x)`` does not depend on x, or an op on the way has no gradient.

    >>> tf.hessian(lambda x: tf.prod(x))(tf.tensor([2.0, 3.0])).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """

    def scalar(x: Any) -> Tensor:
        y = f(x)
        if isinstance(y, Tensor) and y.shape:
            raise ShapeError(f"hessian(f): f must return a scalar; its shape is {y.shape}")
        return y

    slope = grad(scalar)

    @functools.wraps(f)
    def second(x: Any) -> Tensor:
        with _passing("hessian", slope, [x]) as forward:
            return _by_rows(forward)[0]

    return second


def jvp(f: Callable[..., Any], primals: Any, tangents: Any) -> tuple[Tensor, Tensor]:
    """Return ``(f(*primals), its derivative along tangents)``: what forward mode computes.

    Args:
        f: takes tensors, returns one.
        primals: the arguments: one, or a list or tuple of several.
        tangents: for each argument a direction of its shape.

    By the gradient of the gradient, since gradient rules run backwards: two passes back.

    Raises:
        ShapeError: if a tangent has not the shape of its argument.

    >>> [v.item() for v in tf.jvp(lambda x: x * x, tf.scalar(3.0), tf.scalar(2.0))]
    [9.0, 12.0]
    """
    many = isinstance(primals, (list, tuple))
    xs, directions = (list(primals), list(tangents)) if many else ([primals], [tangents])
    if len(xs) != len(directions):
        raise ShapeError(
            f"jvp(f): {len(directions)} tangents for {len(xs)} primals; there must be one for each"
        )
    along = [as_tensor("jvp", t, "float32") for t in directions]
    with _passing("jvp", f, xs) as forward:
        for x, t in zip(forward.xs, along, strict=True):
            if x.shape != t.shape:
                raise ShapeError(
                    f"jvp(f): a tangent has shape {t.shape}, its argument {x.shape}; "
                    "they must be alike"
                )
        return forward.y, _along(forward, lambda _: along, 1)[0]


def vjp(f: Callable[..., Any], *primals: Any) -> tuple[Tensor, Callable[[Any], Any]]:
    """Return ``(f(*primals), pullback)``; ``pullback(dy)`` is the gradient of ``sum(y * dy)``.

    It returns a gradient, or of several arguments a list; each call runs ``f`` again, so that
    nothing has to be kept meanwhile.

    >>> y, pullback = tf.vjp(lambda x: x * x, tf.tensor([1.0, 3.0]))
    >>> pullback([1.0, 10.0]).tolist()
    [2.0, 60.0]
    """
    y = f(*[as_tensor("vjp", x) for x in primals])

    def pullback(dy: Any) -> Any:
        found = _value_and_grads("vjp", f, primals, dy)[1]
        return found[0] if len(found) == 1 else found

    return y, pullback
