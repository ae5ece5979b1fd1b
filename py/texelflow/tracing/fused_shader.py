"""The text of a fused draw: every member's function, then one ``main`` that calls them in turn.

Each op file's functions and uniforms get a suffix of their own by ``#define`` around its text, so
that two members of one kernel, or of other dtypes, do not meet. A base (a member that is not
element-wise) keeps its ``main``, renamed, which writes a global that the chain goes on from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..glsl import has_main, kernel_text, layers_of
from ..layout import same_place
from ..lowering import Buffer, Launch, Spec
from ..ops.elementwise import broadcast_params

_FUNCTION = re.compile(r"^\s*(?:float|int|uint|bool|[iub]?vec[234]|[TY]4?)\s+(\w+)\s*\(", re.M)
_CONSTANT = re.compile(r"^const\s+\w+\s+(\w+)", re.M)
_INCLUDE = re.compile(r'^\s*#include\s+"[^"]+"\s*$', re.M)

FILL, SUM, COPY = "create/fill", "sum/add_n", "movement/"


def is_expression(kernel: str) -> bool:
    """Return whether a kernel of element-wise launches is known here."""
    if kernel in (FILL, SUM) or kernel.startswith(COPY):
        return True
    return not has_main(kernel)


class Member:
    """One launch of a group."""

    def __init__(self, launch: Launch) -> None:
        self.launch = launch
        self.kernel = launch.kernel
        self.is_base = launch.pointwise is None
        self.y = launch.outputs["y"]


class _Writer:
    def __init__(self, members: Sequence[Member], outputs: Sequence[Buffer]) -> None:
        self.members = members
        self.outputs = outputs
        self.inputs: dict[str, Buffer] = {}
        self.params: dict[str, Any] = {}
        self.defines: dict[str, int | bool] = {}
        self.includes: dict[str, None] = {}
        self.functions: list[str] = []
        self.lines: list[str] = []
        self.values: dict[int, str] = {}  # buffer: name of its vec4
        self._instances: dict[Any, str] = {}
        self._fetched: dict[Any, str] = {}
        self._fetches = 0

    def write(self) -> Launch:
        head = ["#undef T", "#undef T4", "#undef Y", "#undef Y4"]
        base = next((member for member in self.members if member.is_base), None)
        if base:
            declared, chain = self._prologue(base)
            # The base's parameters are macros: what else is included comes when they are gone.
            head += [*declared, *self._base(base), *chain]
        for member in self.members:
            if not member.is_base:
                self._member(member)
        for index, buffer in enumerate(self.outputs):
            self.lines.append(f"z{index} = {self.values[buffer.index]};")
        main = ["void main() {", *(f"  {line}" for line in self.lines), "}"]
        body = "\n".join([*head, *self.includes, *self.functions, *main, ""])
        outputs = {f"z{index}": buffer for index, buffer in enumerate(self.outputs)}
        kernel = f"fused/{base.kernel.replace('/', '_') if base else 'pointwise'}"
        return Launch(kernel, self.inputs, outputs, self.defines, self.params, None, body)

    # --- the base -----------------------------------------------------------------------------

    def _prologue(self, member: Member) -> tuple[list[str], list[str]]:
        """Return how the base reads x, where a chain computes it: declared, and defined."""
        prologue = member.launch.prologue
        if prologue is None:
            return [], []
        self.lines = [""]
        for launch in prologue.chain:
            self._member(Member(launch))
        vec, kind = _vec(prologue.x.spec), prologue.x.spec.kind
        declared = [f"{vec} x_texel(int t);", f"{kind} x_at(int e);"]
        read = [
            f"{vec} x_texel(int t) {{",
            *(f"  {line}" for line in self.lines),
            f"  return {self.values[prologue.x.index]};",
            "}",
            f"{kind} x_at(int e) {{ return x_texel(e >> 2)[e & 3]; }}",
        ]
        text = [*self.includes, *self.functions, *read]
        self.lines, self.functions = [], []
        self._fetched.clear()  # they are the accessor's own
        return declared, text

    def _base(self, member: Member) -> list[str]:
        launch = member.launch
        chain = launch.prologue.inputs if launch.prologue else ()
        self.inputs.update({n: b for n, b in launch.inputs.items() if n not in chain})
        self.defines.update(launch.defines)
        self.params.update(launch.params)
        self.params["y_shift"] = member.y.spec.layout.shift
        first = next(iter(launch.inputs.values())).spec if launch.inputs else member.y.spec
        first = launch.prologue.x.spec if launch.prologue else first
        text = kernel_text(member.kernel)
        if not has_main(member.kernel):
            text += f'\n#include "{member.kernel.rpartition("/")[0]}/_frame.glsl"'
        self.values[member.y.index] = "y"
        self.lines += ["base_main();", "int t = out_texel();"]
        return [
            *_types(layers_of(first.kind)[0], member.y.spec.kind),
            f"{_vec(member.y.spec)} y;",
            "#define main base_main",
            text,
            "#undef main",
            *(f"#undef {name}" for name in launch.params),
            *_no_types(),
        ]

    # --- element-wise members -------------------------------------------------------------------

    def _member(self, member: Member) -> None:
        if not self.lines:
            self.lines.append("int t = out_texel();")
        launch, y = member.launch, member.y
        given = [self._value(buffer, y.spec) for buffer in launch.inputs.values()]
        vec = _vec(y.spec)
        name = f"v{len(self.values)}"  # by position, so that equal chains are one program
        if member.kernel == FILL:
            fill = f"fill_{len(self.values)}"
            self.params[fill] = launch.pointwise["fill"] if launch.pointwise else 0
            text = f"{vec}({fill})"
        elif member.kernel == SUM:
            text = " + ".join(given)
        elif member.kernel.startswith(COPY):
            text = given[0]
        else:
            call = self._function(member)
            lanes = (f"{call}({', '.join(f'{x}.{lane}' for x in given)})" for lane in "xyzw")
            text = f"{vec}({', '.join(lanes)})"
        self.lines.append(f"{vec} {name} = {text};")
        self.values[y.index] = name

    def _function(self, member: Member) -> str:
        """Return the name of the member's function; write its text at its first use."""
        launch = member.launch
        kinds = [buffer.spec.kind for buffer in launch.inputs.values()]
        uniforms = launch.pointwise or {}
        key = (member.kernel, kinds[0], member.y.spec.kind, tuple(uniforms.items()))
        key = (*key, tuple(type(value) for value in uniforms.values()))
        found = self._instances.get(key)
        if found is not None:
            return found
        suffix = f"_{len(self._instances)}"
        text = kernel_text(member.kernel)
        self.includes.update(dict.fromkeys(_INCLUDE.findall(text)))
        own = {*_FUNCTION.findall(text), *_CONSTANT.findall(text), *uniforms}
        self.params.update({f"{name}{suffix}": value for name, value in uniforms.items()})
        self.functions += [
            *_types(kinds[0], member.y.spec.kind),
            *(f"#define {name} {name}{suffix}" for name in sorted(own)),
            f'#paste "{member.kernel}.glsl"',
            *(f"#undef {name}" for name in sorted(own)),
            *_no_types(),
        ]
        entry = self._instances[key] = f"{'lane_op' if 'lane_op' in own else 'op'}{suffix}"
        return entry

    # --- inputs -----------------------------------------------------------------------------

    def _value(self, buffer: Buffer, y: Spec) -> str:
        """Return the expression of an input at the fragment's texel; fetch it at its first use."""
        inside = self.values.get(buffer.index)
        if inside is not None:
            return inside
        x = buffer.spec
        alike = lies_alike(x, y)
        key = (buffer.index, None if alike else (x.shape, y.shape))
        found = self._fetched.get(key)
        if found is None:
            self._fetches += 1
            found = self._fetched[key] = f"x{self._fetches}"
            self.lines.append(f"{_vec(x)} {found} = {self._fetch(buffer, y, alike)};")
        return found

    def _input(self, buffer: Buffer) -> str:
        """Return the name that the shader has for a buffer."""
        for name, known in self.inputs.items():
            if known.index == buffer.index and known.spec.layout.shift == buffer.spec.layout.shift:
                return name
        name = f"e{len(self.inputs)}"
        self.inputs[name] = buffer
        return name

    def _fetch(self, buffer: Buffer, y: Spec, alike: bool) -> str:
        name, x = self._input(buffer), buffer.spec
        if alike:
            return f"{name}_texel(t)"
        if x.size == 1:
            return f"{_vec(x)}({name}_at(0))"
        where: dict[str, Any] = dict(broadcast_params(y.shape, {name: x.shape}))
        strides, step = where[f"{name}_strides"], where[f"{name}_step"]
        key = self._fetches
        row = self._row_offset(key, where["dims"], strides, where["rank"])
        if y.layout.aligned:
            self.params[f"texels_{key}"] = y.layout.stride >> 2
            self.lines.append(f"int row_{key} = t / texels_{key};")
            self.lines.append(f"int at_{key} = {row(f'row_{key}')};")
            if step == 0:
                return f"{_vec(x)}({name}_at(at_{key}))"
            return f"{name}_texel((at_{key} >> 2) + t - row_{key} * texels_{key})"
        cols, stride = y.layout.cols, y.layout.stride
        self.params |= {f"cols_{key}": cols, f"stride_{key}": stride, f"step_{key}": step}
        kind = x.kind
        self.functions.append(
            f"{kind} lane_{key}(int element) {{\n  int row = element / stride_{key};\n"
            f"  int col = min(element - row * stride_{key}, cols_{key} - 1);\n"
            f"  return {name}_at({row('row')} + col * step_{key});\n}}"
        )
        lanes = ", ".join(f"lane_{key}(4 * t + {lane})" for lane in range(4))
        return f"{_vec(x)}({lanes})"

    def _row_offset(self, key: int, dims: Any, strides: Any, rank: int) -> Any:
        """Return how to write the offset of a row; a function is declared if it takes a loop."""
        if not any(strides[:rank]):
            return lambda row: "0"
        self.params |= {f"dims_{key}": dims, f"strides_{key}": strides, f"rank_{key}": rank}
        self.functions.append(
            f"int offset_{key}(int row) {{\n  int at = 0;\n"
            f"  for (int d = rank_{key} - 1; d >= 0; d--) {{\n"
            f"    int above = row / dims_{key}(d);\n"
            f"    at += (row - above * dims_{key}(d)) * strides_{key}(d);\n"
            f"    row = above;\n  }}\n  return at;\n}}"
        )
        return lambda row: f"offset_{key}({row})"


def lies_alike(a: Spec, b: Spec) -> bool:
    """Return whether two specs put the same element into the same texel of equal textures."""
    if a.shape == b.shape:
        return True
    if a.size != b.size or not same_place(a.shape, b.shape):
        return False
    return a.layout.stride == b.layout.stride and a.layout.width == b.layout.width


def _vec(spec: Spec) -> str:
    return "vec4" if spec.kind == "float" else "ivec4"


def _types(first: str, result: str) -> list[str]:
    vec = {"float": "vec4", "int": "ivec4"}
    return [
        f"#define T {first}",
        f"#define T4 {vec[first]}",
        f"#define Y {result}",
        f"#define Y4 {vec[result]}",
    ]


def _no_types() -> list[str]:
    return ["#undef T", "#undef T4", "#undef Y", "#undef Y4"]


def write(members: Sequence[Member], outputs: Sequence[Buffer]) -> Launch:
    """Return the launch that does what its members did; ``outputs`` are those that are wanted."""
    return _Writer(members, outputs).write()
