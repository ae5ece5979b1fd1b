"""``custom_grad``: a function whose gradient its author writes down."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from . import tape
from .autograd import no_grad, parts_of
from .complex_tensor import ComplexTensor
from .dtypes import complex64
from .lowering import Spec
from .ops.compare import cast
from .ops.creation import zeros
from .ops.reshaping import clone
from .tensor import Tensor, as_tensor

__all__ = ["custom_grad"]


def custom_grad(f: Callable[..., Any]) -> Callable[..., Tensor]:
    """Return ``f`` as an op with a gradient of its own.

    ``f(*xs)`` returns ``(value, gradient)`` where ``gradient(dy)`` returns one gradient per input
    (a tuple, or a tensor if there is one). As in TensorFlow.js ``tf.customGrad``, ``f`` may take a
    last argument ``save``, a function that keeps the tensors it is given; ``gradient`` is then
    called with ``(dy, saved)``.

    >>> halved = tf.custom_grad(lambda x: (x * 2.0, lambda dy: dy * 0.5))
    >>> tf.grad(halved)(tf.scalar(1.0)).item()
    0.5
    """

    @functools.wraps(f)
    def call(*xs: Any) -> Tensor:
        inputs = [as_tensor("custom_grad", x) for x in xs]
        saved: list[Tensor] = []

        def save(tensors: Any) -> None:
            many = tensors if isinstance(tensors, (list, tuple)) else [tensors]
            saved.extend(tensor._handle() for tensor in many)

        takes = inspect.signature(f).parameters
        with_save = len(takes) > len(inputs) or "save" in takes
        with no_grad():
            made = f(*inputs, save) if with_save else f(*inputs)
        if not (isinstance(made, tuple) and len(made) == 2 and callable(made[1])):
            raise TypeError("custom_grad(f): f must return (value, function of dy)")
        value, rule = made
        given = [part for x in inputs for part in parts_of(x)]
        if any(y.serial == x.serial for x in given for y in parts_of(value)):
            value = clone(value)
        if tape.recording() and any(x.serial in tape.tracked for x in given):
            results = [part.serial for part in parts_of(value)]
            tape.tracked.update(results)
            tape.entries.append(
                tape.Entry(
                    "custom_grad",
                    _custom_rule((lambda g: rule(g, saved)) if with_save else rule, value, inputs),
                    tuple(x.serial for x in given),
                    tuple(results),
                    tuple(saved),
                    {},
                    tuple(Spec(x.shape, x.dtype) for x in given),
                )
            )
        else:
            for tensor in saved:
                tensor.dispose()
        return value

    return call


def _custom_rule(
    rule: Callable[[Tensor], Any], value: Tensor, inputs: Sequence[Tensor]
) -> Callable[..., Any]:
    """Return a caller's rule as the tape takes it: of parts, where a tensor is complex."""
    result = Spec(value.shape, value.dtype)
    complex_inputs = [isinstance(x, ComplexTensor) for x in inputs]

    def of_parts(g: Any, *_: Any) -> Any:
        if result.dtype == complex64:
            re, im = (zeros(result.shape) if part is None else part for part in g)
            g = ComplexTensor(re, im)
        found = rule(g)
        if not any(complex_inputs):
            return found
        many = found if isinstance(found, (tuple, list)) else [found]
        parts: list[Any] = []
        for made, is_complex in zip(many, complex_inputs, strict=True):
            if not is_complex:
                parts.append(made)
            elif made is None:
                parts += [None, None]
            else:
                parts += parts_of(cast(made, complex64))
        return parts

    return of_parts
