"""``@op``: one declaration makes an op: its signature, shape rule, dtypes, lowering and gradient.

    @op(shape=same, types=floating, lower=elementwise("unary/tanh"),
        grad=lambda g, y, _x: g * (1.0 - y * y))
    def tanh(x: TensorLike) -> Tensor:
        '''Hyperbolic tangent, element by element. …'''

Parameters annotated ``TensorLike`` are tensor inputs, ``TensorList`` is a list of them, the others
are attributes. A gradient rule takes the gradient ``g`` of the result, the result, the inputs by
their names and those attributes that it names; a parameter that begins with ``_`` is not kept
alive and arrives as its ``Spec``. Where a gradient is dear and may not be wanted, the rule returns
a function that computes it. It is written with public ops, so gradients have gradients.

Tensors without a texture of their own go another way: ``complex=`` and ``strings=`` are functions
``(op, *inputs, **attributes)`` that say with ops on real tensors what the op does to complex
numbers and to strings. ``ops.complex_rules`` and ``ops.string_rules`` have the usual ones.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from . import engine as engines
from . import tape
from .dtypes import TEXTURED, complex64, string
from .errors import DTypeError, GradientError
from .lowering import Buffer, Builder, Live, Plan, Spec
from .reasons import check_attributes, naming, refuse
from .tensor import Tensor, TensorLike, as_tensor
from .tracing import tracer
from .types import TypeRule

R = TypeVar("R")

TensorList = Sequence[Any]

MAX_PLANS = 8192
"""Plans are few in a program that repeats itself; beyond this many, all are made anew."""


class _Cached(NamedTuple):
    casts: tuple[str, ...] | None
    """The dtypes that the inputs must be cast to first."""
    plan: Plan | None
    many: bool
    """Whether the op returns a tuple."""


class Op:
    """Everything that is known of one op."""

    def __init__(
        self,
        fn: Callable[..., Any],
        shape: Callable[..., Any],
        types: TypeRule,
        lower: Callable[..., Any],
        grad: Callable[..., Any] | None,
        live: Sequence[str],
        others: dict[str, Callable[..., Any] | None] | None = None,
    ) -> None:
        self.fn = fn
        self.others = others or {}
        self.call: Callable[..., Any] = fn
        self.name = fn.__name__
        self.title = self.name.lstrip("_")  # the name in errors
        self.key = self.name  # what plans know it by; a user's ops have keys of their own
        self.shape = shape
        self.types = types
        self.lower = lower
        self.grad = grad
        self.live = tuple(live)
        parameters = inspect.signature(fn).parameters
        self.inputs = [n for n, p in parameters.items() if str(p.annotation) == "TensorLike"]
        self.variadic = any(str(p.annotation) == "TensorList" for p in parameters.values())
        self.attributes = {
            n: str(p.annotation)
            for n, p in parameters.items()
            if str(p.annotation) not in ("TensorLike", "TensorList")
        }
        self.parameters, self.names = list(parameters), set(parameters)
        self.defaults = {n: p.default for n, p in parameters.items() if p.default is not p.empty}
        self.saves, self.rule_attributes = _saved_by(grad, self)

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Return the tensor arguments and the attributes of a call."""
        names = self.parameters
        values = dict(zip(names, args, strict=False))
        values.update(kwargs)
        for name, default in self.defaults.items():
            values.setdefault(name, default)
        twice = kwargs.keys() & names[: len(args)]
        if len(args) > len(names) or twice or values.keys() != self.names:
            refuse(self, args, kwargs)
        attributes = {name: _hashable(values[name]) for name in self.attributes}
        if self.variadic:
            return values[self.parameters[0]], attributes
        return [values[name] for name in self.inputs], attributes

    def run(self, inputs: Sequence[Tensor], attributes: dict[str, Any]) -> Any:
        """Run the op on tensors of the dtypes that it takes."""
        return _call(self, inputs, attributes)

    def describe(self, inputs: Sequence[Tensor | Spec]) -> str:
        """Return the call with its shapes, as errors show it."""
        if self.variadic:
            shapes = f"{self.parameters[0]}: [{', '.join(str(x.shape) for x in inputs)}]"
        else:
            shapes = ", ".join(f"{n}: {x.shape}" for n, x in zip(self.inputs, inputs, strict=False))
        return f"{self.title}({shapes})"


OPS: dict[str, Op] = {}
"""Every op by its name; declaring one enters it."""


def _saved_by(grad: Callable[..., Any] | None, op: Op) -> tuple[tuple[bool, ...], tuple[str, ...]]:
    """Return, for the output and each input, whether the rule keeps it; and its attributes."""
    if grad is None:
        return (), ()
    parameters = list(inspect.signature(grad).parameters.values())[1:]
    tensors = [p for p in parameters if p.kind is not p.KEYWORD_ONLY]
    names = tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY)
    wanted = 2 if op.variadic else 1 + len(op.inputs)
    if len(tensors) != wanted:
        raise TypeError(
            f"{op.name}: its gradient rule must take g, the result and {wanted - 1} inputs, "
            f"then attributes by keyword; it takes {[p.name for p in parameters]}"
        )
    return tuple(not p.name.startswith("_") for p in tensors), names


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_hashable(item) for item in value)
    if isinstance(value, tuple):
        return tuple(_hashable(item) for item in value) if any(map(_is_list, value)) else value
    return value.item() if isinstance(value, TensorLike) else value


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple, TensorLike))


def _infer(
    op: Op, specs: Sequence[Spec], attributes: dict[str, Any]
) -> tuple[tuple[str, ...] | None, Any]:
    """Return the dtypes to cast inputs to; or None, and the spec (or specs) of the result."""
    check_attributes(op.attributes, attributes)
    dtypes = [spec.dtype for spec in specs]
    wanted, dtype = op.types(dtypes, attributes)
    for kind in [dtype] if isinstance(dtype, str) else dtype:
        if kind not in TEXTURED:
            raise DTypeError(f"makes no {kind}; it makes {', '.join(TEXTURED)}")
    if list(wanted) != dtypes:
        return tuple(wanted), None
    shapes = op.shape(*specs, **attributes)
    if not isinstance(shapes, list):
        return None, Spec(shapes, dtype)
    dtypes = [dtype] * len(shapes) if isinstance(dtype, str) else list(dtype)
    return None, [Spec(*both) for both in zip(shapes, dtypes, strict=True)]


def _build(op: Op, inputs: Sequence[Tensor], attributes: dict[str, Any]) -> _Cached:
    """Validate a signature and plan its draws; the slow way, taken once per signature."""
    specs = [Spec(x.shape, x.dtype) for x in inputs]
    with naming(op, inputs):
        casts, out = _infer(op, specs, attributes)
        if casts is not None:
            return _Cached(casts, None, False)
        builder = Builder(engines.current(), specs)
        buffers = [builder.input(index) for index in range(len(specs))]
        rest = {n: Live(v) if n in op.live else v for n, v in attributes.items()}
        made = op.lower(builder, out, *buffers, **rest)
    many = isinstance(out, list)
    return _Cached(None, Plan(builder, made if many else [cast(Buffer, made)]), many)


def _call(op: Op, inputs: Sequence[Tensor], attributes: dict[str, Any]) -> Any:
    """Run an op on tensors. The steady state is kept short: eager speed is decided here."""
    if tracer.active is not None:
        return _traced(tracer.active, op, inputs, attributes)
    engine = engines.current()
    key: list[Any] = [op.key]
    storages = []
    for x in inputs:
        storage = x._storage
        storages.append(x.storage if storage is None else storage)  # the property raises
        key.append(x.shape)
        key.append(x.dtype)
    if attributes:
        live = op.live
        # 0, 0.0, -0.0 and False are equal, but do not all draw the same.
        key += [v or repr(v) for n, v in attributes.items() if n not in live]
    cached = _planned(engine, op, inputs, tuple(key), attributes)
    plan = cached.plan
    if plan is None:
        return _call(op, _cast_inputs(inputs, cached.casts or ()), attributes)
    if engine.profile is not None:
        return _profiled(engine, op, plan, inputs, attributes, cached.many)
    if plan.single is not None:
        spec = plan.outputs[0]
        results = [Tensor(plan.run_single(engine, storages), spec.shape, spec.dtype)]
    else:
        made = plan.run(engine, storages, attributes)
        results = [Tensor(storage, *spec) for storage, spec in zip(made, plan.outputs, strict=True)]
    if tape.depth and not tape.paused:
        _record(op, inputs, results, attributes)
    return tuple(results) if cached.many else results[0]


def _traced(
    trace: tracer.Tracer, op: Op, inputs: Sequence[Tensor], attributes: dict[str, Any]
) -> Any:
    """Write an op down instead of running it."""
    with naming(op, inputs):
        casts, out = _infer(op, [Spec(x.shape, x.dtype) for x in inputs], attributes)
    if casts is not None:
        return _traced(trace, op, _cast_inputs(inputs, casts), attributes)
    results = trace.add(op, inputs, attributes, out)
    if tape.depth and not tape.paused:
        _record(op, inputs, results, attributes)
    return tuple(results) if isinstance(out, list) else results[0]


def _planned(
    engine: engines.Engine,
    op: Op,
    inputs: Sequence[Tensor],
    signature: tuple[Any, ...],
    attributes: dict[str, Any],
) -> _Cached:
    """Return the plan of a signature from the cache, or make it."""
    try:
        cached = engine.plans.get(signature)
    except TypeError:
        raise TypeError(
            f"{op.describe(inputs)}: an attribute cannot be hashed: {attributes}"
        ) from None
    if cached is None:
        if len(engine.plans) >= MAX_PLANS:
            engine.plans.clear()
        cached = engine.plans[signature] = _build(op, inputs, attributes)
    return cached


def _cast_inputs(inputs: Sequence[Tensor], dtypes: Sequence[str]) -> list[Tensor]:
    cast_op = OPS["_cast"]
    return [
        x if x.dtype == dtype else _call(cast_op, [x], {"dtype": dtype})
        for x, dtype in zip(inputs, dtypes, strict=True)
    ]


def _profiled(
    engine: engines.Engine,
    op: Op,
    plan: Plan,
    inputs: Sequence[Tensor],
    attributes: dict[str, Any],
    many: bool,
) -> Any:
    """Run an op as ``_call`` does, and note it for ``tf.profile``."""
    notes, engine.profile = engine.profile, None
    try:
        result = _call(op, inputs, attributes)
    finally:
        engine.profile = notes
    made = result if many else (result,)
    notes.append(
        (
            op.name,
            [x.shape for x in inputs],
            [y.shape for y in made],
            len(plan.draws),
            sum(y.storage.slot.nbytes for y in made),
            engine.bytes,
        )
    )
    return result


def _record(
    op: Op, inputs: Sequence[Tensor], results: list[Tensor], attributes: dict[str, Any]
) -> None:
    tracked = tape.tracked
    if not any(x.serial in tracked for x in inputs):
        return
    if not any(y.dtype == "float32" for y in results):
        return  # a whole number has no derivative: the path ends here
    saved: list[Any] = []
    if op.grad is not None:
        keep_y, *keep = op.saves
        if op.variadic:
            keep = keep * len(inputs)
        values = [(y, keep_y) for y in results] + list(zip(inputs, keep, strict=True))
        saved = [v._handle() if k else Spec(v.shape, v.dtype) for v, k in values]
    tracked.update(y.serial for y in results)
    tape.entries.append(
        tape.Entry(
            op.name,
            op.grad,
            tuple(x.serial for x in inputs),
            tuple(y.serial for y in results),
            tuple(saved),
            {name: attributes[name] for name in op.rule_attributes},
            tuple(Spec(x.shape, x.dtype) for x in inputs),
        )
    )


def _as_tensors(name: str, values: Sequence[Any]) -> list[Tensor]:
    """Return an op's arguments as tensors; numbers adopt the dtype of the first tensor."""
    like = next((v.dtype for v in values if isinstance(v, TensorLike)), None)
    return [v if type(v) is Tensor else as_tensor(name, v, like) for v in values]


def _converted(op: Op, values: Sequence[Any], attributes: dict[str, Any]) -> Any:
    """Run an op on arguments that are not all plain tensors yet."""
    inputs = _as_tensors(op.title, values)
    dtypes = {x.dtype for x in inputs}
    kind = string if string in dtypes else complex64
    if kind not in dtypes:
        return _call(op, inputs, attributes)
    rule = op.others.get(kind)
    with naming(op, inputs):
        if rule is None:
            raise DTypeError(_REFUSED[kind])
        op.shape(*[Spec(x.shape, x.dtype) for x in inputs], **attributes)
    return rule(op.call, *([inputs] if op.variadic else inputs), **attributes)


_REFUSED = {
    complex64: "not defined for complex64; give it tf.real(x), tf.imag(x) or tf.abs(x)",
    string: "takes numbers, and these are strings; see tf.strings",
}


def callable_of(declared: Op) -> Callable[..., Any]:
    """Return the function that calls an op: it binds arguments and makes tensors of them."""
    count = 1 if declared.variadic else len(declared.inputs)
    simple = not declared.attributes

    @functools.wraps(declared.fn)
    def call(*args: Any, **kwargs: Any) -> Any:
        if simple and not kwargs and len(args) == count:
            values, attributes = args[0] if declared.variadic else args, {}
        else:
            values, attributes = declared.bind(args, kwargs)
        if declared.variadic and isinstance(values, TensorLike):
            values = list(values)
        for value in values:
            if type(value) is not Tensor:
                return _converted(declared, values, attributes)
        return _call(declared, values, attributes)

    declared.call = call
    call.op = declared  # type: ignore[attr-defined]
    return call


def op(
    *,
    shape: Callable[..., Any],
    types: TypeRule,
    lower: Callable[..., Any],
    grad: Callable[..., Any] | None = None,
    live: Sequence[str] = (),
    complex: Callable[..., Any] | None = None,
    strings: Callable[..., Any] | None = None,
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Declare an op.

    Args:
        shape: ``(*specs, **attributes)`` → the result's shape, or a list of shapes where the op
            returns several tensors; raises ShapeError with the reason.
        types: how inputs are cast and what the result's dtype is; see ``types``.
        lower: ``(builder, out, *buffers, **attributes)`` → the result's buffer (or list of them).
        grad: the gradient rule; without it, differentiating through the op is an error.
        live: attributes (ints) that may differ at every call without another plan.
        complex: ``(op, *inputs, **attributes)`` → the result where an input is complex64.
        strings: likewise where an input is of strings.
    """

    def declare(fn: Callable[..., R]) -> Callable[..., R]:
        declared = Op(fn, shape, types, lower, grad, live, {complex64: complex, string: strings})
        if declared.name in OPS:
            raise GradientError(f"op {declared.name} is declared twice")
        OPS[declared.name] = declared
        return callable_of(declared)

    return declare
