"""From an op on shapes to draws on textures: the builder that an op's ``lower`` rule talks to.

A rule is called once per signature (shapes, dtypes, attributes). It says which kernels to draw,
with which buffers and parameters; the resulting ``Plan`` is cached, so that in the steady state a
call costs a dictionary look-up and a copy of words.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

from .engine import Engine, Storage, draw_head
from .glsl import EXACT, Kernel, Param, address_params, defines_of
from .layout import Layout, layout_of

Attribute = int | float | bool | Sequence[int] | Sequence[float]


class Spec(NamedTuple):
    """A value's shape and dtype, without the value."""

    shape: tuple[int, ...]
    dtype: str

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """Number of elements."""
        return prod(self.shape)

    @property
    def layout(self) -> Layout:
        """How it lies in a texture."""
        return layout_of(self.shape)

    @property
    def kind(self) -> str:
        """The GLSL type of an element: ``float`` or ``int``."""
        return "float" if self.dtype == "float32" else "int"


class Layers(NamedTuple):
    """So many values alike in one texture, drawn at once; only between the draws of a plan."""

    shape: tuple[int, ...]
    dtype: str
    layers: int

    @property
    def size(self) -> int:
        """Number of elements of a layer."""
        return prod(self.shape)

    @property
    def layout(self) -> Layout:
        """How each layer lies in its texture."""
        return layout_of(self.shape)

    @property
    def kind(self) -> str:
        """The GLSL type of an element, and how many layers there are."""
        return f"{Spec(self.shape, self.dtype).kind}[{self.layers}]"


@dataclass(frozen=True, slots=True)
class Buffer:
    """A value inside a plan: an input, an output or a scratch texture, by position."""

    index: int
    spec: Any  # a Spec, or Layers between two draws


class Live(int):
    """An attribute whose value may differ at every call without making another plan.

    A draw takes it as the parameter of the attribute's own name.
    """


class _Draw(NamedTuple):
    head: array[int]
    first: int
    buffers: tuple[int, ...]  # outputs, then inputs
    live: tuple[tuple[int, str], ...]  # (word, attribute)
    frees: tuple[int, ...]  # scratch buffers that nobody needs after this draw
    launch: Any  # what it was made from


class Plan:
    """The draws of one op for one signature."""

    __slots__ = ("draws", "made", "outputs", "places", "scratch", "single", "slot")

    def __init__(self, builder: Builder, outputs: Sequence[Buffer]) -> None:
        self.outputs = tuple(buffer.spec for buffer in outputs)
        # An output may be an input seen under another shape, or the same buffer as another one.
        specs = {b.index: b.spec for b in reversed(outputs) if b.index >= builder.inputs}
        made = list(dict.fromkeys(b.index for b in outputs if b.index >= builder.inputs))
        self.made = tuple(specs[index] for index in made)
        self.draws, self.scratch, place = builder.finish(made)
        self.places = tuple(place[buffer.index] for buffer in outputs)
        # One draw, one output, no live attribute: the usual case has a short way.
        only = self.draws[0] if len(self.draws) == len(made) == len(outputs) == 1 else None
        self.single = only if only and not only.live and not self.scratch else None
        self.slot = builder.engine.slot(*self.made[0]) if self.single else None

    def run_single(self, engine: Engine, inputs: Sequence[Storage]) -> Storage:
        """Do what ``run`` does for a plan of a ``single`` draw, in fewer steps."""
        draw, slot = self.single, self.slot
        assert draw is not None
        assert slot is not None
        textures = [0]
        for index in draw.buffers[1:]:
            textures.append(inputs[index].texture)  # first, since it raises for traced values
        storage = engine.take(slot)
        textures[0] = storage.texture
        engine.draw(draw.head, textures, draw.first, draw)
        return storage

    def run(
        self, engine: Engine, inputs: Sequence[Storage], live: Mapping[str, int]
    ) -> list[Storage]:
        """Append the draws to the command words; return new storages for the outputs."""
        if not self.made:  # every output is an input seen under another shape
            for index in self.places:
                inputs[index].refs += 1
            return [inputs[index] for index in self.places]
        table: list[Storage | None] = [*inputs, *[None] * (len(self.made) + len(self.scratch))]
        first = len(inputs)
        try:
            for index, spec in enumerate(self.made, first):
                table[index] = engine.allocate(spec.shape, spec.dtype)
            for draw in self.draws:
                self._draw(engine, draw, table, live)
        except BaseException:
            for storage in table[first:]:
                if storage is not None:
                    engine.release(storage)
            raise
        outputs: list[Storage] = []
        for index in self.places:
            storage = table[index]
            assert storage is not None
            if index < first or storage in outputs:
                storage.refs += 1
            outputs.append(storage)
        return outputs

    def _draw(
        self,
        engine: Engine,
        draw: _Draw,
        table: list[Storage | None],
        live: Mapping[str, int],
    ) -> None:
        textures = []
        base = len(table) - len(self.scratch)
        for index in draw.buffers:
            storage = table[index]
            if storage is None:
                storage = table[index] = engine.allocate(*self.scratch[index - base])
            textures.append(storage.texture)
        if draw.live:
            head = draw.head[:]
            for word, name in draw.live:
                head[word] = live[name]
            engine.draw(head, textures, draw.first)
        else:
            engine.draw(draw.head, textures, draw.first, draw)
        for index in draw.frees:
            done = table[index]
            assert done is not None
            table[index] = None
            engine.release(done)


class Prologue(NamedTuple):
    """Element-wise launches whose result a launch computes as it reads, in place of input x."""

    chain: tuple[Launch, ...]
    x: Buffer
    """What they make."""
    inputs: tuple[str, ...]
    """Names that what they read has among the launch's inputs."""


@dataclass(slots=True)
class Launch:
    """One draw of a plan in the making: nothing is compiled yet, so it can still be changed."""

    kernel: str
    inputs: dict[str, Buffer]
    outputs: dict[str, Buffer]
    defines: dict[str, int | bool]
    params: dict[str, Any]
    pointwise: dict[str, Any] | None = None
    """The op's own uniforms, if y[i] depends on the inputs at i (broadcast) alone."""
    body: str | None = None
    """Generated text instead of the kernel's file."""
    prologue: Prologue | None = None
    """What ``tracing.prologues`` found; such a launch needs a generated shader."""
    part: tuple[Spec | None, bool] | None = None
    """What ``tracing.eager_runs`` found it to be, once asked."""

    def ready(self, engine: Engine) -> _Draw:
        """Compile, and return the command; its buffers are numbered as the builder's."""
        values: dict[str, Any] = {}
        every = (*self.inputs.values(), *self.outputs.values())
        sampled = engine.sampled and all(b.spec.layout.texels <= EXACT for b in every)
        for name, buffer in self.inputs.items():
            height = engine.slot(*buffer.spec).height
            values |= address_params(name, buffer.spec.layout, height, sampled)
        for name, buffer in self.outputs.items():
            layout = buffer.spec.layout
            place = ("width", layout.width) if sampled else ("shift", layout.shift)
            values[f"{name}_{place[0]}"] = place[1]
        buffers = (*self.outputs.values(), *self.inputs.values())
        far = any(4 * buffer.spec.layout.texels > EXACT for buffer in buffers)
        fields, words, live = _pack(values | self.params)
        target = Kernel(
            self.kernel,
            defines_of(self.defines | {"FAR": far}),
            tuple((name, buffer.spec.kind) for name, buffer in self.inputs.items()),
            tuple((name, buffer.spec.kind) for name, buffer in self.outputs.items()),
            fields,
            len(words),
        )
        layout = next(iter(self.outputs.values())).spec.layout
        outputs, inputs = len(self.outputs), len(self.inputs)
        head = draw_head(
            engine.program(target, self.body), layout, outputs, inputs, words, len(words)
        )
        first = 5 + outputs + inputs
        where = tuple((first + word, name) for word, name in live)
        return _Draw(head, 5, tuple(buffer.index for buffer in buffers), where, (), self)


class Builder:
    """Collects the draws of one plan."""

    def __init__(self, engine: Engine, inputs: Sequence[Spec]) -> None:
        self.engine = engine
        self.inputs = len(inputs)
        self.buffers: list[Any] = list(inputs)  # Specs, or Layers
        self.launches: list[Launch] = []

    def input(self, index: int) -> Buffer:
        """Return the buffer of an input."""
        return Buffer(index, self.buffers[index])

    def draw(
        self,
        kernel: str,
        inputs: Mapping[str, Buffer],
        output: Spec | Layers | Mapping[str, Spec],
        defines: Mapping[str, int | bool] | None = None,
        **params: Attribute,
    ) -> Any:
        """Draw ``kernel`` and return its output buffer, or a list where ``output`` is a mapping.

        ``inputs`` maps names in the shader to buffers; the output of a single-output kernel is
        called ``y``. ``params`` become uniforms of those names: a number, or a sequence of them
        (read as ``name(i)``). For each input and output ``<name>_shift`` (and ``<name>_mask``) are
        added, and FAR is defined where a float does not count every element. All outputs of one
        draw must have one layout. An output without elements is not drawn at all.
        """
        outputs = {"y": output} if isinstance(output, (Spec, Layers)) else dict(output)
        made: dict[str, Buffer] = {}
        for name, spec in outputs.items():
            made[name] = Buffer(len(self.buffers), spec)
            self.buffers.append(spec)
        if all(spec.size for spec in outputs.values()):
            launch = Launch(kernel, dict(inputs), made, dict(defines or {}), dict(params))
            self.launches.append(launch)
        return made["y"] if isinstance(output, (Spec, Layers)) else list(made.values())

    def pointwise(
        self,
        kernel: str,
        inputs: Mapping[str, Buffer],
        y: Spec,
        defines: Mapping[str, int | bool],
        uniforms: Mapping[str, Any],
        **params: Attribute,
    ) -> Buffer:
        """Draw as ``draw`` does, and note that y[i] depends on the inputs at i alone.

        ``uniforms`` are the op's own parameters, ``params`` those of the frame.
        """
        made = self.draw(kernel, inputs, y, defines, **params, **uniforms)
        return self.mark_pointwise(made, uniforms)

    def mark_pointwise(self, made: Buffer, uniforms: Mapping[str, Any]) -> Buffer:
        """Note of the draw that made ``made`` that it works element by element; return ``made``."""
        if self.launches and self.launches[-1].outputs.get("y") == made:
            self.launches[-1].pointwise = dict(uniforms)
        return made

    def view(self, buffer: Buffer, spec: Spec) -> Buffer:
        """Return a buffer seen under another shape; both layouts must put elements alike."""
        return Buffer(buffer.index, spec)

    def finish(self, made: list[int]) -> tuple[tuple[_Draw, ...], tuple[Spec, ...], dict[int, int]]:
        """Number the buffers (inputs, ``made``, scratch) and find where each scratch one dies."""
        scratch = [index for index in range(self.inputs, len(self.buffers)) if index not in made]
        place = {index: index for index in range(self.inputs)}
        for position, index in enumerate(made + scratch):
            place[index] = self.inputs + position
        draws = [launch.ready(self.engine) for launch in self.launches]
        last: dict[int, int] = {}
        for at, draw in enumerate(draws):
            for index in draw.buffers:
                last[index] = at
        for at, draw in enumerate(draws):
            frees = tuple(place[index] for index in scratch if last.get(index) == at)
            draws[at] = draw._replace(buffers=tuple(place[b] for b in draw.buffers), frees=frees)
        return tuple(draws), tuple(self.buffers[index] for index in scratch), place


def _pack(
    values: Mapping[str, Any],
) -> tuple[tuple[Param, ...], list[int | float], list[tuple[int, str]]]:
    """Lay parameters out in words; return their fields, the words and where live ones go."""
    fields: list[Param] = []
    words: list[int | float] = []
    live: list[tuple[int, str]] = []
    for name, value in values.items():
        if isinstance(value, Live):
            live.append((len(words), name))
        many = isinstance(value, (tuple, list))
        items = list(value) if many else [value]
        kind = "float" if any(isinstance(item, float) for item in items) else "int"
        fields.append(Param(name, kind, len(words), len(items) if many else 0))
        words += [float(item) if kind == "float" else int(item) for item in items]
    words += [0] * (-len(words) % 4)
    return tuple(fields), words, live
