"""``tf.kernel``: GLSL of the user's own becomes an op like any other."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .. import engine as engines
from ..arrays import check_shape
from ..errors import DTypeError, ShapeError
from ..glsl import write_file
from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec
from ..op import Op, callable_of
from ..ops.elementwise import broadcast_params
from ..shapes import broadcast
from ..tensor import Tensor
from ..tracing import tracer
from . import frames
from .source import DTYPE, Form, check_name, read

__all__ = ["kernel"]

MOST_AXES = 6

_serials = itertools.count(1)
_homes: dict[tuple[Any, ...], str] = {}
"""The folder of each source, so that defining it again compiles nothing again."""


def _home(source: str, form: Form, name: str) -> str:
    """Enter the source and its frame as shader files; return the kernel's name."""
    key = (source, form, name)
    found = _homes.get(key)
    if found is None:
        found = _homes[key] = f"kernel{len(_homes) + 1}/{name}"
        folder = found.partition("/")[0]
        if form.kind == "op":
            write_file(f"{found}.glsl", source, after=frames.entry(form))
            write_file(f"{folder}/_frame.glsl", frames.op_frame(form))
        else:
            write_file(f"{found}.glsl", source, before=frames.accessors(form))
            write_file(f"{folder}/_frame.glsl", frames.value_frame(form))
    return found


# --- parameters -----------------------------------------------------------------------------------


def _number(name: str, value: Any, like: Any) -> float | int:
    """Return a parameter's value as the type of its default."""
    whole = not isinstance(like, float)
    if isinstance(value, (bool, int)) and (whole or not isinstance(value, bool)):
        return value if whole else float(value)
    if isinstance(value, float) and not whole:
        return value
    wanted = "an int" if whole else "a number"
    raise TypeError(f"{name} is {value!r}; it must be {wanted}, as its default {like!r}")


def _coerced(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the uniforms of a call: numbers, or tuples as long as the default's."""
    made: dict[str, Any] = {}
    for name, default in defaults.items():
        value = values[name]
        if not isinstance(default, tuple):
            made[name] = _number(name, value, default)
        elif not isinstance(value, tuple) or len(value) != len(default):
            raise TypeError(f"{name} is {value!r}; it must be {len(default)} numbers")
        else:
            made[name] = tuple(_number(name, v, default[0]) for v in value)
    return made


def _defaults(params: Any, form: Form) -> dict[str, Any]:
    """Return the parameters' defaults, checked: floats, ints, bools or tuples of one of them."""
    if params is None:
        return {}
    if not isinstance(params, Mapping):
        raise TypeError(f"kernel(params): must be a dict of names and defaults, got {params!r}")
    made = {}
    for name, value in params.items():
        check_name("params", name)
        if name in dict(form.inputs):
            raise ValueError(f"kernel(params): {name} is an input too; names must differ")
        items = list(value) if isinstance(value, (list, tuple)) else [value]
        if not items or not all(isinstance(item, (bool, int, float)) for item in items):
            raise TypeError(
                f"kernel(params): the default of {name} is {value!r}; it must be a number, or a "
                "tuple of numbers"
            )
        if any(isinstance(item, float) for item in items):
            items = [float(item) for item in items]
        made[name] = tuple(items) if isinstance(value, (list, tuple)) else items[0]
    return made


# --- rules ----------------------------------------------------------------------------------------


def _types(form: Form, defaults: Mapping[str, Any]) -> Callable[..., Any]:
    def rule(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[list[str], str]:
        _coerced(attributes, defaults)  # raises for what is no number
        wanted = []
        for (name, glsl), dtype in zip(form.inputs, dtypes, strict=True):
            if glsl == "int" and dtype not in ("int32", "bool"):
                raise DTypeError(f"{name} is {dtype}; the kernel takes int: use tf.cast first")
            if glsl == "float" and dtype not in ("float32", "int32", "bool"):
                raise DTypeError(f"{name} is {dtype}; the kernel takes float")
            wanted.append("int32" if glsl == "int" else DTYPE[glsl])
        return wanted, DTYPE[form.result]

    return rule


def _shape(form: Form, rule: Any) -> Callable[..., Any]:
    """Return the op's shape rule, from the user's: a shape, or a function of shapes."""
    if form.kind == "op":
        return broadcast

    def shape(*specs: Spec, **attributes: Any) -> tuple[int, ...]:
        made = rule(*(spec.shape for spec in specs), **attributes) if callable(rule) else rule
        if made is None:
            made = specs[0].shape
        try:
            sizes = check_shape("the shape rule", made)
        except ShapeError as error:
            raise ShapeError(f"the shape rule gave {made!r}: {error}") from None
        if form.axes > 1 and len(sizes) != form.axes:
            raise ShapeError(
                f"value takes {form.axes} coordinates, but the shape rule gave {sizes}; it must "
                f"have {form.axes} axes"
            )
        return sizes

    return shape


def _lower_op(home: str, form: Form, defaults: Mapping[str, Any]) -> Callable[..., Buffer]:
    """As ``ops.elementwise.broadcasting``, with the user's own uniforms and the frame's names."""
    names = [name for name, _ in form.inputs]

    def lower(b: Builder, y: Spec, *inputs: Buffer, **attributes: Any) -> Buffer:
        buffers = dict(zip(names, inputs, strict=True))
        own = _coerced(attributes, defaults)
        if all(x.spec.shape == y.shape or x.spec.size == 1 for x in inputs):
            steps = {f"frame_{n}_step": int(x.spec.shape == y.shape) for n, x in buffers.items()}
            return b.pointwise(home, buffers, y, {"DIRECT": 1}, own, **steps)
        where = broadcast_params(y.shape, {n: x.spec.shape for n, x in buffers.items()})
        frame = {f"frame_{name}": value for name, value in where.items()}
        frame |= {"frame_cols": y.layout.cols, "frame_stride": y.layout.stride}
        return b.pointwise(home, buffers, y, {"ROWS": y.layout.aligned}, own, **frame)

    return lower


def _lower_value(home: str, form: Form, defaults: Mapping[str, Any]) -> Callable[..., Buffer]:
    names = [name for name, _ in form.inputs]

    def lower(b: Builder, y: Spec, *inputs: Buffer, **attributes: Any) -> Buffer:
        params: dict[str, Any] = {}
        for name, spec in zip(("y", *names), (y, *(x.spec for x in inputs)), strict=True):
            params[f"{name}_ndim"] = spec.ndim
            params[f"{name}_cols"] = max(1, spec.layout.cols)
            params[f"{name}_stride"] = max(1, spec.layout.stride)
            params[f"{name}_shape"] = _padded(spec.shape, 1)
            params[f"{name}_strides"] = _padded(strides_of(spec.shape), 0)
        own = _coerced(attributes, defaults)
        return b.draw(home, dict(zip(names, inputs, strict=True)), y, {}, **params, **own)

    return lower


def _padded(values: Sequence[int], fill: int) -> tuple[int, ...]:
    return tuple(values) + (fill,) * (MOST_AXES - len(values))


# --- the op ---------------------------------------------------------------------------------------


def _function(name: str, form: Form, defaults: Mapping[str, Any], doc: str) -> Any:
    """Return a function with the op's signature, for ``Op`` to read."""

    def fn(*_: Any, **__: Any) -> Any: ...

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    made = [inspect.Parameter(n, kind, annotation="TensorLike") for n, _ in form.inputs]
    made += [
        inspect.Parameter(n, kind, default=v, annotation=type(v).__name__)
        for n, v in defaults.items()
    ]
    fn.__name__ = fn.__qualname__ = name
    fn.__doc__ = doc
    fn.__signature__ = inspect.Signature(made)  # type: ignore[attr-defined]
    return fn


def _checked_at_once(call: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """Let the first call wait until the driver has compiled, so that errors arise there."""
    waiting = [True]

    def first(*args: Any, **kwargs: Any) -> Tensor:
        made = call(*args, **kwargs)
        if waiting and tracer.active is None:
            engines.current().flush()
            waiting.clear()
        return made

    first.__name__ = first.__qualname__ = call.__name__
    first.__doc__ = call.__doc__
    first.__signature__ = inspect.signature(call)  # type: ignore[attr-defined]
    return first


def kernel(
    source: str,
    inputs: Sequence[str] | Mapping[str, Any] | None = None,
    shape: Any = None,
    dtype: Any = None,
    params: Mapping[str, Any] | None = None,
    grad: Callable[..., Any] | None = None,
    name: str = "kernel",
) -> Callable[..., Tensor]:
    """Return an op made of GLSL: a function of tensors, eager or traced, with a gradient if given.

    ``source`` defines one of

    - ``float op(float a, float b)``: works element by element, with broadcasting; its parameters
      are the inputs. Inside ``tf.function`` it is fused with its neighbours.
    - ``float value(int i, int j)``: one element of the result, given its coordinates (or, with one
      int, its number in row-major order). Inputs are read as ``x(i, j)`` or ``x(index)``; sizes as
      ``x_shape(axis)`` and ``y_shape(axis)``.
    - ``void main()``: a whole fragment shader; it writes four elements to ``y``.

    See ``docs/kernels.md``.

    Args:
        source: GLSL ES 3.00. Types are float, int and bool.
        inputs: for ``value`` and ``main``: the inputs' names, or names with dtypes; one to seven.
        shape: for ``value`` and ``main``: the result's shape, or a function of the inputs' shapes
            (and the parameters by name); by default the first input's.
        dtype: for ``main``: the result's dtype, by default float32.
        params: numbers that calls may set, with their defaults: uniforms of the same names. A float
            makes a ``float``, an int an ``int``, a tuple is read as ``name(i)``.
        grad: ``(g, y, *inputs, *, params…)`` → a gradient for each input; written with ops.
        name: what errors call it.

    Raises:
        ValueError: if the source does not define exactly one of the three, or with wrong types.
        ShaderError: at the first call, if it does not compile; the message shows the line.

    >>> norm = tf.kernel("float op(float a, float b) { return sqrt(a * a + b * b); }", name="norm")
    >>> norm([3.0, 6.0], [4.0, 8.0]).tolist()
    [5.0, 10.0]
    """
    form = read(source, inputs, dtype)
    check_name("name", name)
    defaults = _defaults(params, form)
    if form.kind == "op" and shape is not None:
        raise ValueError("kernel(shape): op's result has the shape that its inputs broadcast to")
    home = _home(source, form, name)
    lower = _lower_op if form.kind == "op" else _lower_value
    declared = Op(
        _function(name, form, defaults, f"The kernel of\n\n{source}"),
        _shape(form, shape),
        _types(form, defaults),
        lower(home, form, defaults),
        grad,
        (),
    )
    declared.key = f"{home}/{next(_serials)}"
    return _checked_at_once(callable_of(declared))
