"""What the passes made of a traced function, in numbers and as a list of draws."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ..engine import Engine
from .graph import Graph
from .launches import lower


@dataclass
class Stage:
    """One state of the plan."""

    ops: int
    draws: int
    textures: int
    nbytes: int
    kernels: Counter[str]


class Explanation:
    """The plan of one signature, ``before`` and ``after`` the passes."""

    def __init__(
        self, name: str, before: Graph, after: Graph, recording: Any, engine: Engine
    ) -> None:
        self.name = name
        self.before = _stage(before, lower(before, engine).builder, engine)
        self.after = _stage(after, recording.builder, engine)
        self.after.textures, self.after.nbytes = recording.textures, recording.nbytes

    def __str__(self) -> str:
        lines = [f"{self.name}: before and after the passes"]
        for label in ("ops", "draws", "textures", "nbytes"):
            was, now = getattr(self.before, label), getattr(self.after, label)
            lines.append(f"  {label:9} {was:>12,} {now:>12,}")
        for kernel, count in self.after.kernels.most_common():
            lines.append(f"    {count:4} x {kernel}")
        return "\n".join(lines)

    __repr__ = __str__


def _stage(graph: Graph, builder: Any, engine: Engine) -> Stage:
    made = [spec for spec in builder.buffers[builder.inputs :] if spec.size]
    return Stage(
        len(graph.nodes),
        len(builder.launches),
        len(made),
        sum(engine.slot(*spec).gpu_bytes for spec in made),
        Counter(launch.kernel for launch in builder.launches),
    )
