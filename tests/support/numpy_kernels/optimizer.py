"""optimizer/: one step, with its slots as further outputs."""

from __future__ import annotations

import numpy as np

from ..numpy_drawing import Drawing
from .registry import imitates


@imitates("optimizer/sgd")
def sgd(d: Drawing) -> list[np.ndarray]:
    lr, g = d.at("rate", 0), d.at("g", d.elements)
    w = d.at("w", d.elements) * (1 - d["decay"] * lr)
    if "MOMENTUM" not in d.defines:
        return [w - lr * g]
    m = d.at("m", d.elements) * d["momentum"] - lr * g
    return [w + m * d["momentum"] - lr * g if "NESTEROV" in d.defines else w + m, m]


@imitates("optimizer/adam")
def adam(d: Drawing) -> list[np.ndarray]:
    lr, n, g = d.at("rate", 0), d.at("step", 0) + 1, d.at("g", d.elements)
    w, m, v = (d.at(name, d.elements) for name in ("w", "m", "v"))
    w = w * (1 - d["decay"] * lr)
    m = m + (g - m) * d["rest_1"]
    v = v + (g * g - v) * d["rest_2"]
    made = [m, v]
    if "AMSGRAD" in d.defines:
        v = np.maximum(v, d.at("v_max", d.elements))
        made.append(v)
    alpha = lr * np.sqrt(-np.expm1(n * d["log_beta_2"])) / -np.expm1(n * d["log_beta_1"])
    return [w - m * alpha / (np.sqrt(v) + d["epsilon"]), *made]
