"""Lowering of element-wise kernels, with broadcasting: texel by texel where inputs lie alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..layout import strides_of
from ..lowering import Buffer, Builder, Spec

LEADING = 5
"""Axes before the last that a kernel can tell apart."""


def unary(kernel: str) -> Callable[..., Buffer]:
    """Return the lowering of ``y[i] = op(x[i])``; attributes become uniforms of y's type."""

    def lower(b: Builder, y: Spec, x: Buffer, **attributes: float) -> Buffer:
        return b.pointwise(kernel, {"x": x}, y, {}, _uniforms(y, attributes))

    return lower


def _uniforms(y: Spec, attributes: dict[str, float]) -> dict[str, float]:
    kind = float if y.kind == "float" else int
    return {name: kind(value) for name, value in attributes.items()}


def broadcasting(
    kernel: str, names: Sequence[str] = ("a", "b"), attributes: bool = False
) -> Callable[..., Buffer]:
    """Return the lowering of ``y = op(a, b, …)`` with NumPy's broadcasting.

    With ``attributes`` the op's attributes become uniforms of y's type.
    """

    def lower(b: Builder, y: Spec, *inputs: Buffer, **given: Any) -> Buffer:
        buffers = dict(zip(names, inputs, strict=True))
        extra = _uniforms(y, given) if attributes else {}
        if all(x.spec.shape == y.shape or x.spec.size == 1 for x in inputs):
            steps = {f"{n}_step": int(x.spec.shape == y.shape) for n, x in buffers.items()}
            return b.pointwise(kernel, buffers, y, {"DIRECT": 1}, extra, **steps)
        params = broadcast_params(y.shape, {n: x.spec.shape for n, x in buffers.items()})
        return b.pointwise(
            kernel,
            buffers,
            y,
            {"ROWS": y.layout.aligned},
            extra,
            y_cols=y.layout.cols,
            y_stride=y.layout.stride,
            **params,
        )

    return lower


def broadcast_params(
    shape: tuple[int, ...], inputs: dict[str, tuple[int, ...]]
) -> dict[str, int | tuple[int, ...]]:
    """Return rank, dims, and per input its strides over y's leading axes and its last-axis step."""
    strides = {name: _strides_in(shape, x) for name, x in inputs.items()}
    dims: list[int] = []
    joined: dict[str, list[int]] = {name: [] for name in inputs}
    for axis in range(len(shape) - 1):
        if shape[axis] == 1:
            continue
        here = {name: s[axis] for name, s in strides.items()}
        # Two neighbouring axes act as one where every input walks through them evenly.
        if dims and all(joined[n][-1] == here[n] * shape[axis] for n in inputs):
            dims[-1] *= shape[axis]
            for name in inputs:
                joined[name][-1] = here[name]
        else:
            dims.append(shape[axis])
            for name in inputs:
                joined[name].append(here[name])
    params: dict[str, int | tuple[int, ...]] = {"rank": len(dims), "dims": _padded(dims, 1)}
    for name, values in joined.items():
        params[f"{name}_strides"] = _padded(values, 0)
        params[f"{name}_step"] = strides[name][-1] if shape else 0
    return params


def _strides_in(shape: tuple[int, ...], x: tuple[int, ...]) -> list[int]:
    """Return x's strides along the axes of ``shape``, 0 where it is broadcast."""
    own = strides_of(x)
    lead = len(shape) - len(x)
    return [0] * lead + [0 if size == 1 else own[i] for i, size in enumerate(x)]


def _padded(values: Sequence[int], fill: int) -> tuple[int, ...]:
    return tuple(values) + (fill,) * (LEADING - len(values))
