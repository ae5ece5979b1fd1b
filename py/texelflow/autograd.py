"""Gradients: walks the tape backwards. Every rule is written with ops, so gradients nest.

``grad``, ``grads``, ``value_and_grad``, ``value_and_grads`` and ``variable_grads`` mirror
TensorFlow.js's functions of those names.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from . import tape
from .complex_tensor import ComplexTensor
from .complex_variable import owner_of, whole_gradients
from .dtypes import complex64, float32
from .errors import GradientError, ShapeError
from .ops.arithmetic import add
from .ops.compare import cast
from .ops.creation import ones_like, zeros_like
from .ops.movement import unbroadcast
from .ops.reshaping import clone
from .tensor import Tensor, TensorLike, as_tensor
from .variable import Variable

__all__ = [
    "grad",
    "grads",
    "no_grad",
    "value_and_grad",
    "value_and_grads",
    "variable_grads",
]


DIFFERENTIABLE = (float32, complex64)


@contextmanager
def no_grad() -> Iterator[None]:
    """Record nothing inside: what is computed there is a constant to every gradient.

    >>> def f(x):
    ...     with tf.no_grad():
    ...         scale = x * 2.0
    ...     return x * scale
    >>> tf.grad(f)(tf.scalar(3.0)).item()
    6.0
    """
    tape.paused += 1
    try:
        yield
    finally:
        tape.paused -= 1


Seeds = list[tuple[Tensor, Tensor]]
"""Results, or the parts of complex ones, each with the gradient that arrives at it."""


def backward(
    seeds: Seeds, start: int, targets: Sequence[int], again: bool = False
) -> dict[int, Tensor]:
    """Return gradients by the serials of ``targets``, walking entries from ``start``.

    With ``again`` the same entries can be walked once more.
    """
    reached = set(targets)
    path: list[tape.Entry] = []
    for entry in tape.entries[start:]:
        if not reached.isdisjoint(entry.inputs):
            reached.update(entry.outputs)
            path.append(entry)
    wanted = set(targets)
    found: dict[int, Tensor] = {}
    for y, dy in seeds:
        if y.serial in reached:
            found[y.serial] = add(found[y.serial], dy) if y.serial in found else dy
    # Only an outer gradient needs to see how this one is computed.
    tape.paused += tape.depth == 1
    try:
        while path:
            entry = path.pop()
            arriving = [
                found.get(serial) if serial in wanted else found.pop(serial, None)
                for serial in entry.outputs
            ]
            if any(g is not None for g in arriving):
                _step(entry, arriving, reached, found)
            if tape.depth == 1 and not again:  # let go of what the rule needed
                for value in entry.saved:
                    if isinstance(value, Tensor):
                        value.free()
    finally:
        tape.paused -= tape.depth == 1
    return found


def _step(
    entry: tape.Entry, arriving: list[Tensor | None], reached: set[int], found: dict[int, Tensor]
) -> None:
    """Apply one entry's rule and add its results to ``found``."""
    if entry.rule is None:
        raise GradientError(
            f"{entry.name} has no gradient, and lies between the result and what it was to be "
            f"differentiated by; use tf.stop_gradient around it, or tf.custom_grad"
        )
    outputs = len(entry.outputs)
    if outputs == 1:
        results = entry.rule(arriving[0], *entry.saved, **entry.attributes)
    else:
        results = entry.rule(
            tuple(arriving), entry.saved[:outputs], *entry.saved[outputs:], **entry.attributes
        )
    if not isinstance(results, (tuple, list)):
        results = (results,)
    if len(results) != len(entry.inputs):
        raise GradientError(
            f"{entry.name}: its gradient rule returned {len(results)} gradients for "
            f"{len(entry.inputs)} inputs"
        )
    for serial, spec, g in zip(entry.inputs, entry.specs, results, strict=True):
        if g is None or serial not in reached or spec.dtype != "float32":
            continue
        if not isinstance(g, Tensor):
            g = g()  # a rule may put off what might not be asked for
        if g.shape != spec.shape:
            g = unbroadcast(g, spec.shape)
        found[serial] = add(found[serial], g) if serial in found else g


def parts_of(x: Tensor) -> tuple[Tensor, ...]:
    """Return what the tape knows a tensor by: itself, or the two parts of a complex one."""
    return x.parts if isinstance(x, ComplexTensor) else (x,)


def seed_of(name: str, y: Any, dy: Any) -> tuple[Tensor, Seeds]:
    """Return a function's result, and with which gradients to walk back from it."""
    if not isinstance(y, TensorLike):
        raise TypeError(f"{name}(f): f must return a tensor; it returned {type(y).__name__}")
    value = y._value()
    if value.dtype not in DIFFERENTIABLE:
        raise GradientError(f"{name}(f): f returned {value.dtype}; only float32 has a gradient")
    seed = ones_like(value) if dy is None else cast(as_tensor(name, dy, "float32"), value.dtype)
    if seed.shape != value.shape:
        raise ShapeError(
            f"{name}(f)(…, dy: {seed.shape}): dy must have the shape of f's result, {value.shape}"
        )
    return value, list(zip(parts_of(value), parts_of(seed), strict=True))


def _argument(name: str, x: Any, others: Sequence[Tensor]) -> Tensor:
    """Return one argument of a function that is differentiated, with a serial of its own."""
    value = as_tensor(name, x)
    if value.dtype not in DIFFERENTIABLE:
        if isinstance(x, TensorLike):
            raise GradientError(
                f"{name}(f)(x: {value.dtype}): only float32 has a gradient; "
                "use tf.cast(x, 'float32')"
            )
        value = as_tensor(name, value * 1.0)
    # The same tensor given twice must be told apart; a cached constant has no identity.
    known = {part.serial for other in others for part in parts_of(other)}
    if isinstance(value, ComplexTensor) or value.serial == 0 or value.serial in known:
        value = clone(value)
    return value


def arguments_of(name: str, f: Any, xs: Sequence[Any]) -> list[Tensor]:
    """Return what to call ``f`` with: float32 tensors of which no two are one.

    Raises:
        TypeError: if ``f`` cannot be called.
        GradientError: for a tensor of another dtype.
    """
    if not callable(f):
        raise TypeError(f"{name}(f): f must be a function, got {type(f).__name__}")
    arguments: list[Tensor] = []
    for x in xs:
        arguments.append(_argument(name, x, arguments))
    return arguments


def _value_and_grads(
    name: str, f: Callable[..., Any], xs: Sequence[Any], dy: Any
) -> tuple[Tensor, list[Tensor]]:
    arguments = arguments_of(name, f, xs)
    start = tape.begin()
    try:
        serials = [part.serial for x in arguments for part in parts_of(x)]
        tape.tracked.update(serials)
        y, seeds = seed_of(name, f(*arguments), dy)
        found = backward(seeds, start, serials)
        if serials and not found:
            raise GradientError(
                f"{name}(f): f's result does not depend on argument 0; use the "
                "argument inside f, with differentiable ops only"
            )
        return y, [_collected(x, found) for x in arguments]
    finally:
        tape.end(start)


def _collected(x: Tensor, found: dict[int, Tensor]) -> Tensor:
    """Return the gradient by ``x``; that by a complex number is dL/dRe + i dL/dIm."""
    made = [found[p.serial] if p.serial in found else zeros_like(p) for p in parts_of(x)]
    return ComplexTensor(made[0], made[1]) if isinstance(x, ComplexTensor) else made[0]


def grad(f: Callable[..., Any]) -> Callable[..., Tensor]:
    """Return a function of ``(x, dy=None)`` that computes the gradient of ``f`` at ``x``.

    If ``f(x)`` is no scalar, the gradient is of ``sum(f(x) * dy)``; ``dy`` is ones by default.
    Complex numbers count as two real ones each: the gradient of a real L by x + iy is
    ``dL/dx + i dL/dy``, and for a complex result L is ``sum(real(f(x) * conj(dy)))``, as in
    TensorFlow.
    Mirrors TensorFlow.js ``tf.grad``.

    Raises:
        GradientError: if ``f(x)`` does not depend on ``x``, or an op on the way has no gradient.
        TypeError: if ``f`` does not return a tensor.

    >>> tf.grad(lambda x: x * x)(tf.scalar(3.0)).item()
    6.0
    """

    @functools.wraps(f)
    def gradient(x: Any, dy: Any = None) -> Tensor:
        return _value_and_grads("grad", f, [x], dy)[1][0]

    return gradient


def grads(f: Callable[..., Any]) -> Callable[..., list[Tensor]]:
    """Return a function of ``(*xs, dy=None)`` that computes the gradients of ``f`` by each ``x``.

    Mirrors TensorFlow.js ``tf.grads``; raises as ``grad``.

    >>> [g.item() for g in tf.grads(lambda a, b: a * b)(tf.scalar(2.0), tf.scalar(5.0))]
    [5.0, 2.0]
    """

    @functools.wraps(f)
    def gradients(*xs: Any, dy: Any = None) -> list[Tensor]:
        return _value_and_grads("grads", f, xs, dy)[1]

    return gradients


def value_and_grad(f: Callable[..., Any]) -> Callable[..., tuple[Tensor, Tensor]]:
    """Return a function of ``(x, dy=None)`` that computes ``(f(x), gradient)``.

    Mirrors TensorFlow.js ``tf.valueAndGrad``; raises as ``grad``.

    >>> value, gradient = tf.value_and_grad(lambda x: x * x)(tf.scalar(3.0))
    >>> value.item(), gradient.item()
    (9.0, 6.0)
    """

    @functools.wraps(f)
    def both(x: Any, dy: Any = None) -> tuple[Tensor, Tensor]:
        value, found = _value_and_grads("value_and_grad", f, [x], dy)
        return value, found[0]

    return both


def value_and_grads(f: Callable[..., Any]) -> Callable[..., tuple[Tensor, list[Tensor]]]:
    """Return a function of ``(*xs, dy=None)`` that computes ``(f(*xs), [gradients])``.

    Mirrors TensorFlow.js ``tf.valueAndGrads``; raises as ``grad``.

    >>> value, found = tf.value_and_grads(lambda a, b: a * b)(tf.scalar(2.0), tf.scalar(5.0))
    >>> value.item(), [g.item() for g in found]
    (10.0, [5.0, 2.0])
    """

    @functools.wraps(f)
    def both(*xs: Any, dy: Any = None) -> tuple[Tensor, list[Tensor]]:
        return _value_and_grads("value_and_grads", f, xs, dy)

    return both


def variable_grads(
    f: Callable[[], Any], var_list: Sequence[Variable] | None = None
) -> tuple[Tensor, dict[str, Tensor]]:
    """Return ``(f(), {variable name: gradient})`` for a scalar ``f()``.

    Args:
        f: takes nothing, returns a scalar tensor.
        var_list: the variables; by default every trainable one that ``f`` reads.

    Mirrors TensorFlow.js ``tf.variableGrads``.

    Raises:
        ShapeError: if ``f()`` is no scalar.
        GradientError: if it depends on none of the variables.

    >>> w = tf.Variable(3.0, name="w")
    >>> value, found = tf.variable_grads(lambda: w * w)
    >>> value.item(), list(found.values())[0].item()
    (9.0, 6.0)
    """
    value, pairs = variable_gradients(f, var_list)
    return value, {variable.name: gradient for variable, gradient in pairs}


def variable_gradients(
    f: Callable[[], Any], var_list: Sequence[Variable] | None = None
) -> tuple[Tensor, list[tuple[Variable, Tensor]]]:
    """Return ``(f(), [(variable, gradient)])``; see ``variable_grads``, which names them."""
    if not callable(f):
        raise TypeError(f"variable_grads(f): f must be a function, got {type(f).__name__}")
    for variable in var_list or ():
        if not isinstance(variable, Variable):
            raise TypeError(
                f"variable_grads(f, var_list): needs variables, got {type(variable).__name__}"
            )
    start = tape.begin()
    read: dict[int, Any] = {}
    if var_list is not None:
        read[-1] = True  # listed variables count though they be not trainable
    tape.watched.append(read)
    try:
        result = f()
        _unwatch(read)
        read.pop(-1, None)
        y, seeds = seed_of("variable_grads", result, None)
        if y.shape:
            raise ShapeError(f"variable_grads(f): f must return a scalar; its shape is {y.shape}")
        listed = None if var_list is None else {id(v) for v in var_list}
        targets = {s: v for s, v in read.items() if listed is None or id(owner_of(v)) in listed}
        found = backward(seeds, start, list(targets))
        pairs = whole_gradients([(v, found[s]) for s, v in targets.items() if s in found])
        if not pairs:
            raise GradientError(
                "variable_grads(f): f's result depends on none of the variables"
                + (f" {[v.name for v in var_list]}" if var_list is not None else "")
                + "; read them inside f, with differentiable ops only"
            )
        return y, pairs
    finally:
        _unwatch(read)
        tape.end(start)


def _unwatch(read: dict[int, Any]) -> None:
    tape.watched[:] = [item for item in tape.watched if item is not read]
