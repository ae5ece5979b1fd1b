"""Which element-wise launches a reduction does by itself, as it reads: those that only it needs.

A reduction that goes texel by texel reads each one once, so nothing is computed twice; what would
be written and read again is not. ``fused_shader`` writes the chain as the reduction's accessor.
"""

from __future__ import annotations

from ..lowering import Buffer, Launch, Prologue
from .fused_shader import is_expression, lies_alike

LARGE = 1 << 16
"""Elements whose writing and reading costs more than a draw."""

MOST_INPUTS = 8
MOST_MEMBERS = 16
"""Beyond these the shader grows slow to compile; an element-wise chain may yet follow it."""


def fold_producers(launches: list[Launch], wanted: set[int]) -> list[Launch]:
    """Return the launches with producers folded into reductions; ``wanted`` are read elsewhere."""
    readers: dict[int, list[int]] = {}
    makers: dict[int, list[int]] = {}
    for at, launch in enumerate(launches):
        for buffer in launch.inputs.values():
            readers.setdefault(buffer.index, []).append(at)
        for buffer in launch.outputs.values():
            makers.setdefault(buffer.index, []).append(at)
    made: list[Launch | None] = list(launches)
    for at, launch in enumerate(launches):
        if _reads_once(launch):
            chain = _only_for(at, launches, readers, makers, wanted)
            if chain and _pays(launch.inputs["x"], [launches[i] for i in chain], launches, makers):
                made[at] = _with_prologue(launch, [launches[i] for i in chain])
                for i in chain:
                    made[i] = None
    return [launch for launch in made if launch is not None]


def _reads_once(launch: Launch) -> bool:
    return (
        launch.kernel.startswith("reduce/")
        and launch.body is None
        and "ROWS" in {name for name, value in launch.defines.items() if value}
    )


def _only_for(
    at: int,
    launches: list[Launch],
    readers: dict[int, list[int]],
    makers: dict[int, list[int]],
    wanted: set[int],
) -> list[int]:
    """Return the element-wise launches that none but the reduction at ``at`` needs, in order."""
    x = launches[at].inputs["x"]
    taken: set[int] = set()
    waiting = [x]
    while waiting:
        buffer = waiting.pop()
        made_by = makers.get(buffer.index, [])
        if len(made_by) != 1 or made_by[0] in taken or not lies_alike(buffer.spec, x.spec):
            continue
        launch = launches[made_by[0]]
        others = set(readers[buffer.index]) - taken - {at}
        if others or buffer.index in wanted or not _element_wise(launch, x):
            continue
        inputs = _inputs([launches[i] for i in (*taken, made_by[0])])
        if len(taken) == MOST_MEMBERS or len(inputs) > MOST_INPUTS:
            continue
        taken.add(made_by[0])
        waiting = [*launch.inputs.values(), *waiting]
    return sorted(taken)


def _pays(
    x: Buffer, chain: list[Launch], launches: list[Launch], makers: dict[int, list[int]]
) -> bool:
    """Whether folding saves a draw, or much to be written; else it is only another program.

    Where something of x's shape is made by a draw that the chain can follow, it costs no draw.
    """
    for buffer in _inputs(chain):
        for at in makers.get(buffer.index, []):
            maker = launches[at]
            if not lies_alike(buffer.spec, x.spec):
                continue
            if maker.pointwise is None or x.spec.size < LARGE:
                return False
    return True


def _element_wise(launch: Launch, x: Buffer) -> bool:
    return (
        launch.pointwise is not None
        and launch.body is None
        and is_expression(launch.kernel)
        and lies_alike(launch.outputs["y"].spec, x.spec)
    )


def _inputs(chain: list[Launch]) -> list[Buffer]:
    """Return what a chain reads from outside, each buffer and shape once."""
    made = {launch.outputs["y"].index for launch in chain}
    found = {
        (buffer.index, buffer.spec.shape): buffer
        for launch in chain
        for buffer in launch.inputs.values()
        if buffer.index not in made
    }
    return list(found.values())


def _with_prologue(launch: Launch, chain: list[Launch]) -> Launch:
    inputs = {f"before{i}": buffer for i, buffer in enumerate(_inputs(chain))}
    rest = {name: buffer for name, buffer in launch.inputs.items() if name != "x"}
    prologue = Prologue(tuple(chain), launch.inputs["x"], tuple(inputs))
    return Launch(
        launch.kernel,
        inputs | rest,
        launch.outputs,
        launch.defines,
        launch.params,
        prologue=prologue,
    )
