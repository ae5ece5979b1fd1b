"""Fuses eager draws: what waits in the command buffer is looked through just before it is sent.

By then Python's reference counts have told which results nobody holds any more: their textures are
back in the pool, or written anew by a later command. A run of element-wise draws (after one that
is not, a matrix product perhaps) whose results on the way are dead can be one draw. Runs are known
by their kernels, parameters and wiring; one that has drawn enough to be worth a program gets one,
of the text that ``tf.function`` would generate, and from then on one command replaces the run's.
Buffers without such runs cost little: after a few in vain, most are not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from .. import engine as engines
from ..device.protocol import CREATE, FIRST_WORD, SWAP, UPLOAD
from ..engine import Engine
from ..lowering import Buffer, Launch
from .eager_runs import Run
from .fused_shader import Member, write
from .fusion import MOST_INPUTS, MOST_OUTPUTS

__all__ = ["enable_eager_fusion"]

WORTH = 1024
"""How much a run must have drawn before it gets a program, as small draws. A program costs some
ten milliseconds, a small draw some ten microseconds and a large one more, by its texels."""

TEXELS = 2048
"""A draw of so many takes twice as long as one of few."""

FEWEST_MEMBERS = 3
MOST_PROGRAMS = 128
MOST_RUNS = 4096
LONGEST_REST = 16
"""Buffers that are sent unseen, at most, after ones in vain."""

ALIVE = 1 << 30
"""Read by something after the buffer."""


class _Fused(NamedTuple):
    """One draw in place of a run's."""

    draw: Any
    textures: tuple[int, ...]
    """For each of its textures which of the run's it is: -1 - n is the n-th from outside."""


class EagerFusion:
    """Looks through an engine's command buffer before each flush."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.most_inputs = min(MOST_INPUTS, engine.max_inputs)
        self.most_outputs = min(MOST_OUTPUTS, engine.max_targets)
        self.worth = WORTH
        self.seen: dict[Any, tuple[int | _Fused, Any]] = {}
        """Per run how much it has drawn, or what replaces it; and its draws, whose ids name it."""
        self.programs = 0
        self.rest = 0
        self.in_vain = 0
        self.saved = 0
        """Draws that did not have to be made."""

    def __call__(self) -> None:
        """Rewrite the waiting commands, if it is worth it."""
        waiting = self.engine.waiting
        if self.rest or len(waiting) < FEWEST_MEMBERS:
            self.rest = max(0, self.rest - 1)
            return
        written = self._others()
        found = written is not None and self._look(written)
        self.in_vain = 0 if found else self.in_vain + 1
        if self.in_vain > 4:
            self.rest = min(LONGEST_REST, 1 << (self.in_vain - 4))

    def _others(self) -> dict[int, list[int]] | None:
        """Return, per draw, the textures uploaded to right before it; None to leave all alone."""
        words = self.engine.words
        written: dict[int, list[int]] = {}
        at = FIRST_WORD
        waiting = self.engine.waiting
        for index, (place, _, _) in enumerate(waiting):
            while at < place:
                opcode = words[at] & 255
                if opcode == UPLOAD:
                    written.setdefault(index, []).append(words[at + 1])
                elif opcode != CREATE:
                    return None
                at += words[at] >> 8
            at += words[at] >> 8
        while at < words[0]:
            if words[at] & 255 not in (CREATE, UPLOAD):
                return None
            at += words[at] >> 8
        return written

    def _look(self, written: dict[int, list[int]]) -> bool:
        """Find runs and replace those that have a program; return whether any was found."""
        waiting = self.engine.waiting
        last = self._last_readers(written)
        replaced: list[tuple[Run, _Fused]] = []
        found = False
        index = 0
        while index < len(waiting):
            run = Run(index)
            while run.end < len(waiting) and (run.end == index or run.end not in written):
                _, planned, textures = waiting[run.end]
                if planned is None or not run.take(
                    planned, textures, self.most_inputs, last[run.end] != ALIVE
                ):
                    break
            index = max(run.end, index + 1)
            if len(run.members) >= FEWEST_MEMBERS:
                count = len(run.members)
                outputs = [n for n in range(count) if last[run.first + n] >= run.end]
                outputs = outputs or [count - 1]  # what was asked for is drawn, wanted or not
                if len(outputs) <= self.most_outputs and len(outputs) * 2 < count:
                    found = True
                    fused = self._program(run, outputs)
                    if fused is not None:
                        replaced.append((run, fused))
        if replaced:
            self._rewrite(replaced)
        return found

    def _last_readers(self, written: dict[int, list[int]]) -> list[int]:
        """Return, per draw, the last draw that reads its result; -1 for none, or ALIVE."""
        pools = self.engine._pools.values()
        pooled = {texture for pool in pools for texture, _ in pool}
        waiting, words = self.engine.waiting, self.engine.words
        reader: dict[int, int] = dict.fromkeys(pooled, -1)
        last = [ALIVE] * len(waiting)
        for index in range(len(waiting) - 1, -1, -1):
            place, _, textures = waiting[index]
            outputs = words[place + 4] & 255
            for texture in textures[:outputs]:
                last[index] = reader.get(texture, ALIVE)
                reader[texture] = -1
            for texture in textures[outputs:]:
                if reader.get(texture) == -1:
                    reader[texture] = index
            for texture in written.get(index, ()):
                reader[texture] = -1
        return last

    def _program(self, run: Run, outputs: list[int]) -> _Fused | None:
        """Return what replaces a run, or None while it has not been seen often enough."""
        key = (tuple(map(id, run.members)), tuple(run.wiring), tuple(outputs))
        known, _ = self.seen.get(key, (0, None))
        if isinstance(known, _Fused):
            return known
        count = known + len(run.members) * (1 + run.spec.layout.texels // TEXELS)
        if known and count >= self.worth and self.programs < MOST_PROGRAMS:
            self.programs += 1
            fused = self._compile(run, outputs)
            self.seen[key] = fused, run.members
            return fused
        if len(self.seen) >= MOST_RUNS:
            self.seen.clear()
        self.seen[key] = count, run.members
        return None

    def _compile(self, run: Run, outputs: list[int]) -> _Fused:
        outside = len(run.outside)
        wiring = iter(run.wiring)
        launches = []
        for number, planned in enumerate(run.members):
            launch: Launch = planned.launch
            inputs = {}
            for name, buffer in launch.inputs.items():
                source = next(wiring)
                inputs[name] = Buffer(source + outside if source >= 0 else -1 - source, buffer.spec)
            y = Buffer(outside + number, launch.outputs["y"].spec)
            launches.append(replace(launch, inputs=inputs, outputs={"y": y}))
        wanted = [launches[n].outputs["y"] for n in outputs]
        draw = write([Member(launch) for launch in launches], wanted).ready(self.engine)
        textures = tuple(b - outside if b >= outside else -1 - b for b in draw.buffers)
        return _Fused(draw, textures)

    def _rewrite(self, replaced: Sequence[tuple[Run, _Fused]]) -> None:
        """Put one command in place of each run's; the others move up."""
        words = self.engine.words
        waiting = self.engine.waiting
        to = at = FIRST_WORD
        for run, fused in replaced:
            command = self._command(run, fused)
            if command is None:
                continue
            for index in range(run.first, run.end):
                place = waiting[index][0]
                words[to : to + place - at] = words[at:place]  # what stands between
                to += place - at
                at = place + (words[place] >> 8)
            words[to : to + len(command)] = command
            to += len(command)
            self.saved += len(run.members) - 1
        end = words[0]
        words[to : to + end - at] = words[at:end]
        words[0] = to + end - at

    def _command(self, run: Run, fused: _Fused) -> Any:
        """Return the command words of a fused run."""
        waiting = self.engine.waiting
        draw = fused.draw
        names = [
            run.outside[-1 - source] if source < 0 else waiting[run.first + source][2][0]
            for source in fused.textures
        ]
        outputs = draw.head[4] & 255
        swaps = []
        read = set(names[outputs:])
        for position in range(outputs):
            if names[position] in read:
                spare = self._spare(run, fused.textures[position], names)
                if spare is None:
                    return None
                swaps += [SWAP | 3 << 8, names[position], spare]
                names[position] = spare
        command = draw.head[:]
        for offset, texture in enumerate(names):
            command[draw.first + offset] = texture
        command.extend(swaps)
        words = self.engine.words
        room = sum(words[waiting[index][0]] >> 8 for index in range(run.first, run.end))
        return command if len(command) <= room else None

    def _spare(self, run: Run, output: int, names: Sequence[int]) -> int | None:
        """Return a texture like an output's that the run wrote on the way and nobody needs now."""
        waiting = self.engine.waiting
        dtype = run.members[output].launch.outputs["y"].spec.dtype
        for number, planned in enumerate(run.members):
            texture = waiting[run.first + number][2][0]
            if texture not in names and planned.launch.outputs["y"].spec.dtype == dtype:
                return texture
        return None


def enable_eager_fusion(enabled: bool = True) -> None:
    """Let runs of element-wise ops be drawn as one, outside ``tf.function`` too (the default).

    A run that repeats often, and whose results on the way nobody keeps, gets a program of its own.
    Results are the same. Switch it off to measure single ops.

    >>> tf.enable_eager_fusion(False)
    >>> tf.add([1.0], [2.0]).tolist()
    [3.0]
    >>> tf.enable_eager_fusion()
    """
    engine = engines.current()
    engine.flush()
    engine.before_flush = EagerFusion(engine) if enabled and engine.generated_shaders else None


def _start(engine: Engine) -> None:
    if engine.generated_shaders:
        engine.before_flush = EagerFusion(engine)


engines.on_start.append(_start)
