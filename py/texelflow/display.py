"""How tensors show themselves: NumPy-like text and an HTML table.

Only the elements that are shown are downloaded.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Sequence
from typing import Any

from .dtypes import complex64, float32, string
from .ops.slicing import slice
from .tensor import Tensor, TensorLike, as_tensor
from .variable import Variable

__all__ = ["print"]

EDGE = 3
"""Elements shown at either end of an axis that is too long."""

THRESHOLD = 1000
"""Tensors with more elements than this are shown by their edges, as in NumPy."""

PRECISION = 8
LINE = 75


def _edges(x: Tensor, limit: int) -> Tensor:
    """Return the elements that are shown: long axes cut to their two ends."""
    if x.size <= limit:
        return x
    from .ops.joining import concat

    for axis, size in enumerate(x.shape):
        if size > 2 * EDGE:
            begin = [0] * x.ndim
            count = list(x.shape)
            count[axis] = EDGE
            head = slice(x, begin, count)
            begin[axis] = size - EDGE
            x = concat([head, slice(x, begin, count)], axis)
    return x


def _number_formatter(values: Sequence[Any], dtype: str) -> Any:
    """Return a function that writes every value at one width."""
    if dtype == complex64:
        return _complex_formatter(values)
    if dtype == string:
        return repr
    if dtype != float32:
        width = max((len(str(v)) for v in values), default=0)
        return lambda v: str(v).rjust(width)
    finite = [abs(v) for v in values if math.isfinite(v) and v != 0]
    scientific = bool(finite) and (
        max(finite) >= 1e8 or min(finite) < 1e-4 or max(finite) / min(finite) > 1e3 * 1e5
    )
    texts = [_shortest(v, scientific) for v in values]
    places = max((len(t.partition(".")[2].partition("e")[0]) for t in texts if "." in t), default=0)

    def write(value: float) -> str:
        text = _shortest(value, scientific)
        head, dot, tail = text.partition(".")
        mantissa, e, exponent = tail.partition("e")
        if not dot:
            return text
        return f"{head}.{mantissa.ljust(places, '0' if scientific else ' ')}{e}{exponent}"

    width = max((len(write(v)) for v in values), default=0)
    return lambda v: write(v).rjust(width)


def _complex_formatter(values: Sequence[complex]) -> Any:
    """Return a function that writes complex numbers as NumPy does: both parts, then ``j``."""
    real = _number_formatter([v.real for v in values], float32)
    imag = _number_formatter([builtins.abs(v.imag) for v in values], float32)

    def write(value: complex) -> str:
        sign = "-" if math.copysign(1.0, value.imag) < 0 else "+"
        text = imag(builtins.abs(value.imag))
        return f"{real(value.real)}{sign}{text.strip()}j{' ' * (len(text) - len(text.strip()))}"

    return write


def _shortest(value: float, scientific: bool) -> str:
    """Return the shortest text (at most eight places) that reads back as the same float32."""
    if not math.isfinite(value):
        return "nan" if value != value else ("inf" if value > 0 else "-inf")
    text = ""
    for places in range(PRECISION + 1):
        text = f"{value:.{places}e}" if scientific else f"{value:.{places}f}"
        if abs(float(text) - value) <= abs(value) * 6e-8:
            break
    if scientific:
        mantissa, _, exponent = text.partition("e")
        return f"{mantissa if '.' in mantissa else mantissa + '.'}e{exponent}"
    return text if "." in text else text + "."


def _rows(values: Any, depth: int, axes: Sequence[bool], write: Any, indent: int) -> str:
    """Return nested lists as NumPy prints them; ``axes[d]`` tells whether axis d was cut."""
    if depth == len(axes):
        return write(values)
    parts = [_rows(v, depth + 1, axes, write, indent + 1) for v in values]
    if axes[depth]:
        parts.insert(EDGE, "...")
    if depth == len(axes) - 1:
        return f"[{_wrapped(parts, indent)}]"
    gap = "," + "\n" * (len(axes) - depth - 1) + " " * (indent + 1)
    return "[" + gap.join(parts) + "]"


def _wrapped(parts: list[str], indent: int) -> str:
    lines, line = [], ""
    for part in parts:
        if line and indent + len(line) + len(part) + 2 > LINE:
            lines.append(line)
            line = ""
        line += (", " if line else "") + part
    lines.append(line)
    return (",\n" + " " * (indent + 1)).join(lines)


def _flat(values: Any) -> list[Any]:
    return [v for item in values for v in _flat(item)] if isinstance(values, list) else [values]


def to_text(x: TensorLike, indent: int = 0) -> str:
    """Return the elements of x as NumPy would print them."""
    value = x._value()
    shown = _edges(value, THRESHOLD)
    values = shown.tolist()
    cut = [a != b for a, b in zip(value.shape, shown.shape, strict=True)]
    return _rows(values, 0, cut, _number_formatter(_flat(values), value.dtype), indent)


def _escape(text: str) -> str:
    import html  # with its 2,000 entities, only where a notebook asks for a table

    return html.escape(text)


def _kind(x: TensorLike) -> str:
    return "Variable" if isinstance(x, Variable) else "Tensor"


def _describe(x: TensorLike) -> str:
    shape = "x".join(map(str, x.shape)) or "scalar"
    return f"{_kind(x)} {_escape(getattr(x, 'name', ''))} {shape} {x.dtype}"


def represent(x: TensorLike) -> str:
    """Return ``repr(x)``."""
    kind = _kind(x)
    if x._storage is None:
        return f"<{kind} of shape {x.shape}, dtype {x.dtype}, disposed>"
    head = f"{kind}("
    body = to_text(x, len(head)) if x.size else "[]"
    extra = f", name={x.name!r}" if isinstance(x, Variable) else ""
    shape = "" if x.size and x.ndim < 2 and x.size <= THRESHOLD else f", shape={x.shape}"
    return f"{head}{body}{shape}, dtype={x.dtype}{extra})"


def print(x: Any, verbose: bool = False) -> None:
    """Print the elements of x; with ``verbose`` its shape and dtype too.

    Mirrors TensorFlow.js ``tf.print``.

    >>> tf.print([1.5, 2.5])
    [1.5, 2.5]
    """
    value = as_tensor("print", x)
    builtins.print(represent(value) if verbose else to_text(value) if value.size else "[]")


def to_html(x: TensorLike) -> str:
    """Return ``x`` as an HTML table for notebooks: its last two axes, the ends of long ones."""
    if x._storage is None:
        return f"<code>{_escape(represent(x))}</code>"
    value = x._value()
    if value.ndim < 1 or value.ndim > 2 or not value.size:
        return f"<pre>{_escape(represent(x))}</pre>"
    shown = _edges(value, 100)
    values = shown.tolist()
    cut = [a != b for a, b in zip(value.shape, shown.shape, strict=True)]
    write = _number_formatter(_flat(values), value.dtype)
    rows = [values] if value.ndim == 1 else values
    body = []
    for at, row in enumerate(rows):
        if value.ndim == 2 and cut[0] and at == EDGE:
            body.append(f"<tr><td colspan='{len(row) + 1}'>⋮</td></tr>")
        cells = [f"<td>{_escape(write(v).strip())}</td>" for v in row]
        if cut[-1]:
            cells.insert(EDGE, "<td>…</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><caption>{_describe(x)}</caption><tbody>{''.join(body)}</tbody></table>"


TensorLike.print = print  # type: ignore[attr-defined]
TensorLike.__repr__ = represent  # type: ignore[method-assign]
TensorLike.__str__ = represent  # type: ignore[method-assign]
TensorLike._repr_html_ = to_html  # type: ignore[attr-defined]
