"""Optimizer updates: one draw for one variable and all that its optimizer remembers of it.

Not public: ``training.optimizers`` calls them. What changes from step to step comes in as tensors,
so that a recorded step can be replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import Any

from ..dtypes import float32, int32
from ..errors import ShapeError
from ..lowering import Buffer, Builder, Spec
from ..op import op
from ..tensor import Tensor, TensorLike

__all__: list[str] = []


def _updates(count: int, same: int) -> Callable[..., list[tuple[int, ...]]]:
    """Return the shape rule of an update: ``count`` results, the first ``same`` inputs alike."""

    def shapes(w: Spec, *others: Spec, **_: Any) -> list[tuple[int, ...]]:
        for other in others[: same - 1]:
            if other.shape != w.shape:
                raise ShapeError(
                    f"a gradient or slot of shape {other.shape} does not fit a variable of "
                    f"shape {w.shape}"
                )
        return [w.shape] * count

    return shapes


def _floats(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> tuple[Sequence[str], str]:
    del attributes
    return [float32] * len(dtypes), float32


def _floats_and_step(
    dtypes: Sequence[str], attributes: Mapping[str, Any]
) -> tuple[Sequence[str], str]:
    del attributes
    return [*[float32] * (len(dtypes) - 1), int32], float32


def _lower_sgd(
    b: Builder, out: list[Spec], w: Buffer, g: Buffer, rate: Buffer, *, decay: float
) -> list[Buffer]:
    inputs = {"w": w, "g": g, "rate": rate}
    return b.draw("optimizer/sgd", inputs, {"y": out[0]}, decay=float(decay))


@op(shape=_updates(1, 2), types=_floats, lower=_lower_sgd)
def sgd_update(w: TensorLike, g: TensorLike, rate: TensorLike, decay: float = 0.0) -> tuple[Tensor]:
    """Return ``(w,)`` after a step of plain gradient descent."""
    ...


def _lower_momentum(
    b: Builder,
    out: list[Spec],
    w: Buffer,
    g: Buffer,
    m: Buffer,
    rate: Buffer,
    *,
    momentum: float,
    nesterov: bool,
    decay: float,
) -> list[Buffer]:
    return b.draw(
        "optimizer/sgd",
        {"w": w, "g": g, "m": m, "rate": rate},
        {"y": out[0], "m_new": out[1]},
        {"MOMENTUM": 1, "NESTEROV": nesterov},
        momentum=float(momentum),
        decay=float(decay),
    )


@op(shape=_updates(2, 3), types=_floats, lower=_lower_momentum)
def momentum_update(
    w: TensorLike,
    g: TensorLike,
    m: TensorLike,
    rate: TensorLike,
    momentum: float,
    nesterov: bool = False,
    decay: float = 0.0,
) -> tuple[Tensor, Tensor]:
    """Return ``(w, m)`` after a step of gradient descent with momentum."""
    ...


def _adam_params(beta_1: float, beta_2: float, epsilon: float, decay: float) -> dict[str, float]:
    """Return Adam's uniforms; logarithms and differences are exact on the host only."""
    return {
        "log_beta_1": log(beta_1) if beta_1 > 0 else -1e30,
        "log_beta_2": log(beta_2) if beta_2 > 0 else -1e30,
        "rest_1": 1.0 - beta_1,
        "rest_2": 1.0 - beta_2,
        "epsilon": float(epsilon),
        "decay": float(decay),
    }


def _lower_adam(
    b: Builder,
    out: list[Spec],
    w: Buffer,
    g: Buffer,
    m: Buffer,
    v: Buffer,
    rate: Buffer,
    step: Buffer,
    **attributes: float,
) -> list[Buffer]:
    return b.draw(
        "optimizer/adam",
        {"w": w, "g": g, "m": m, "v": v, "rate": rate, "step": step},
        {"y": out[0], "m_new": out[1], "v_new": out[2]},
        {},
        **_adam_params(**attributes),
    )


@op(shape=_updates(3, 4), types=_floats_and_step, lower=_lower_adam)
def adam_update(
    w: TensorLike,
    g: TensorLike,
    m: TensorLike,
    v: TensorLike,
    rate: TensorLike,
    step: TensorLike,
    beta_1: float,
    beta_2: float,
    epsilon: float,
    decay: float = 0.0,
) -> tuple[Tensor, Tensor, Tensor]:
    """Return ``(w, m, v)`` after a step of Adam; ``step`` counts the steps before this one."""
    ...


def _lower_amsgrad(
    b: Builder,
    out: list[Spec],
    w: Buffer,
    g: Buffer,
    m: Buffer,
    v: Buffer,
    v_max: Buffer,
    rate: Buffer,
    step: Buffer,
    **attributes: float,
) -> list[Buffer]:
    return b.draw(
        "optimizer/adam",
        {"w": w, "g": g, "m": m, "v": v, "v_max": v_max, "rate": rate, "step": step},
        {"y": out[0], "m_new": out[1], "v_new": out[2], "v_max_new": out[3]},
        {"AMSGRAD": 1},
        **_adam_params(**attributes),
    )


@op(shape=_updates(4, 5), types=_floats_and_step, lower=_lower_amsgrad)
def amsgrad_update(
    w: TensorLike,
    g: TensorLike,
    m: TensorLike,
    v: TensorLike,
    v_max: TensorLike,
    rate: TensorLike,
    step: TensorLike,
    beta_1: float,
    beta_2: float,
    epsilon: float,
    decay: float = 0.0,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return ``(w, m, v, v_max)`` after a step of Adam that remembers its largest v."""
    ...
