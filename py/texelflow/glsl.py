"""Shader source: finds ``.glsl`` files, resolves includes, writes the generated prologue.

A kernel's name is its path: ``unary/tanh`` is ``shaders/unary/tanh.glsl``. If the file has no
``main``, the folder's ``_frame.glsl`` supplies it. ``shaders/README.md`` tells what the prologue
declares. Nothing here knows JavaScript; errors are mapped back to ``file.glsl:line`` here too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .errors import ShaderError
from .layout import Layout

_INCLUDE = re.compile(r'^\s*#(include|paste)\s+"([^"]+)"\s*$')
_MAIN = re.compile(r"\bvoid\s+main\s*\(")
_LOG_LINE = re.compile(r"\b(\d+):(\d+)(?:\(\d+\))?:")

HEADER = """#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp sampler2DArray;
precision highp isampler2DArray;
"""


EXACT = 1 << 22
"""Up to so many texels a float tells a texel's place in the texture to half a texel."""


class Param(NamedTuple):
    """One uniform: ``size`` words (int32 or float32 bits) from ``offset`` on."""

    name: str
    kind: str  # "int" or "float"
    offset: int
    size: int  # 0: a scalar; n: an array of n


class Kernel(NamedTuple):
    """A specialised kernel: what a device needs in order to compile it or to imitate it."""

    name: str
    defines: tuple[tuple[str, int], ...]
    inputs: tuple[tuple[str, str], ...]  # (name, "float" or "int")
    outputs: tuple[tuple[str, str], ...]
    params: tuple[Param, ...]
    words: int  # length of the parameter block, a multiple of four

    @property
    def label(self) -> str:
        """The kernel's name and defines, as errors and profiles show them."""
        return self.name + "".join(
            f" {key}" if value == 1 else f" {key}={value}" for key, value in self.defines
        )


class Source(NamedTuple):
    """Assembled GLSL, and the files that its ``#line`` numbers stand for."""

    text: str
    files: tuple[str, ...]


@lru_cache(maxsize=1)
def _root() -> str:
    """Return the folder of shaders: inside the wheel, or the checkout's."""
    package = os.path.dirname(__file__)
    inside = os.path.join(package, "shaders")
    return inside if os.path.isdir(inside) else os.path.join(package, "..", "..", "shaders")


class Written(NamedTuple):
    """A file that was written while the program ran: the user's text, between generated ones."""

    text: str
    before: str
    after: str


_written: dict[str, Written] = {}


def write_file(path: str, text: str, before: str = "", after: str = "") -> None:
    """Enter a file beside those of the folder; lines are counted in ``text`` alone."""
    _written[path] = Written(text, before, after)


def _file(path: str) -> str | None:
    """Return the text of ``shaders/<path>``, or None."""
    own = _written.get(path)
    return _read(path) if own is None else own.text


@lru_cache(maxsize=512)
def _read(path: str) -> str | None:
    try:  # plain calls: every kernel passes here, and pathlib's objects cost as much as reading
        with open(f"{_root()}/{path}", encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def kernel_text(kernel: str) -> str:
    """Return the text of a kernel's own file, its includes as they are."""
    text = _file(f"{kernel}.glsl")
    if text is None:
        raise ShaderError(f"{kernel}: cannot find shaders/{kernel}.glsl")
    own = _written.get(f"{kernel}.glsl")
    return text if own is None else "\n".join((own.before, text, own.after))


def _expand(path: str, files: list[str], included_from: str) -> str:
    """Return the text of ``path`` with its includes resolved, each file once."""
    if path in files:
        return ""
    text = _file(path)
    if text is None:
        raise ShaderError(f"{included_from}: cannot find shaders/{path}")
    files.append(path)
    return _with_includes(text, path, files)


@lru_cache(maxsize=512)
def has_main(kernel: str) -> bool:
    """Return whether a kernel's file, or one that it includes, has ``main``; else its frame has."""
    return bool(_MAIN.search(_expand(f"{kernel}.glsl", [], kernel)))


def _with_includes(text: str, path: str, files: list[str]) -> str:
    """Return the last of ``files``, whose text is given, with its includes resolved.

    Generated text may also ``#paste`` a kernel's file: without its includes, and more than once.
    """
    number = len(files)
    own = _written.get(path)
    lines = [own.before] if own and own.before else []
    lines.append(f"#line 1 {number}")
    for count, line in enumerate(text.splitlines(), 1):
        if found := _INCLUDE.match(line):
            add = _expand if found[1] == "include" else _pasted
            lines.append(add(found[2], files, f"{path}:{count}"))
            lines.append(f"#line {count + 1} {number}")
        else:
            lines.append(line)
    if own and own.after:
        lines.append(own.after)
    return "\n".join(lines)


def _pasted(path: str, files: list[str], included_from: str) -> str:
    """Return the text of ``path``, its includes left out."""
    text = _file(path)
    if text is None:
        raise ShaderError(f"{included_from}: cannot find shaders/{path}")
    if path not in files:
        files.append(path)
    lines = [f"#line 1 {files.index(path) + 1}"]
    lines += ["" if _INCLUDE.match(line) else line for line in text.splitlines()]
    own = _written.get(path)
    return "\n".join([own.before, *lines, own.after] if own else lines)


def _slot(word: int) -> str:
    return f"params[{word >> 2}].{'xyzw'[word & 3]}"


def _param_macros(params: Sequence[Param]) -> list[str]:
    lines = []
    for name, kind, offset, size in params:
        if size:
            word = f"({offset} + (i))"
            value = f"params[{word} >> 2][{word} & 3]"
            head = f"{name}(i)"
        else:
            value, head = _slot(offset), name
        lines.append(
            f"#define {head} {f'intBitsToFloat({value})' if kind == 'float' else f'({value})'}"
        )
    return lines


def _input_functions(name: str, kind: str, sampled: bool) -> list[str]:
    """Declare a tensor argument: its sampler, and how to read a texel or an element of it."""
    element, layers = layers_of(kind)
    sampler, vec = ("sampler2D", "vec4") if element == "float" else ("isampler2D", "ivec4")
    if layers:
        return [
            f"uniform highp {sampler}Array {name}_texture;",
            _layered_function(name, vec, sampled),
        ]
    if sampled:
        read = [
            f"{vec} {name}_read(float place) {{ float line = floor(place); "
            f"return texture({name}_texture, "
            f"vec2(place - line + {name}_half, (line + 0.5) * {name}_line)); }}",
            f"{vec} {name}_texel(int t) {{ return {name}_read(float(t) * {name}_next); }}",
        ]
    else:
        read = [
            f"{vec} {name}_texel(int t) {{ return texelFetch({name}_texture, "
            f"ivec2(t & {name}_mask, t >> {name}_shift), 0); }}",
        ]
    return [
        f"uniform highp {sampler} {name}_texture;",
        *read,
        f"{kind} {name}_at(int e) {{ return {name}_texel(e >> 2)[e & 3]; }}",
    ]


def layers_of(kind: str) -> tuple[str, int]:
    """Return an element's type, and how many layers of it there are.

    >>> layers_of("float[8]"), layers_of("int")
    (('float', 8), ('int', 0))
    """
    element, _, count = kind.partition("[")
    return element, int(count.rstrip("]") or 0)


def _layered_function(name: str, vec: str, sampled: bool) -> str:
    """Declare how to read a texel of one layer."""
    if not sampled:
        where = f"ivec3(t & {name}_mask, t >> {name}_shift, layer)"
        read = f"return texelFetch({name}_texture, {where}, 0);"
        return f"{vec} {name}_texel(int layer, int t) {{ {read} }}"
    where = f"vec3(place - line + {name}_half, (line + 0.5) * {name}_line, float(layer))"
    return (
        f"{vec} {name}_texel(int layer, int t) {{ float place = float(t) * {name}_next, "
        f"line = floor(place); return texture({name}_texture, {where}); }}"
    )


def address_params(name: str, layout: Layout, height: int, sampled: bool) -> dict[str, int | float]:
    """Return the uniforms by which an input's texels are found in a texture ``height`` high.

    ``sampled``: by ``texture`` and arithmetic on floats, else by ``texelFetch``, a mask and a
    shift. For a software renderer the first is half as dear: it has no vector shift, and a level of
    detail that is given costs more than one that nobody asks for. A GPU does not care, and some
    compilers dislike ``texture`` in loops. ``prelude/places.glsl`` is for kernels that walk.
    """
    if not sampled:
        return {f"{name}_shift": layout.shift, f"{name}_mask": layout.width - 1}
    return {
        f"{name}_next": 1.0 / layout.width,
        f"{name}_half": 0.5 / layout.width,
        f"{name}_line": 1.0 / height,
    }


def _targets(outputs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the names and types of what a shader writes: ``y0``, ``y1``… for layers of ``y``."""
    found = []
    for name, given in outputs:
        kind, layers = layers_of(given)
        found += [(f"{name}{i}", kind) for i in range(layers)] if layers else [(name, kind)]
    return found


def prologue(kernel: Kernel) -> str:
    """Return the generated head of a kernel: defines, uniforms, inputs, outputs."""
    lines = [HEADER + f"#define SHADER_NAME {kernel.name.replace('/', '_')}"]
    lines += [f"#define {key} {value}" for key, value in kernel.defines]
    first_in = kernel.inputs[0][1] if kernel.inputs else kernel.outputs[0][1]
    for letter, given in (("T", first_in), ("Y", kernel.outputs[0][1])):
        kind = layers_of(given)[0]
        vec = "vec4" if kind == "float" else "ivec4"
        lines += [f"#define {letter} {kind}", f"#define {letter}4 {vec}"]
    lines.append(f"uniform ivec4 params[{max(1, kernel.words // 4)}];")
    lines += _param_macros(kernel.params)
    first = kernel.outputs[0][0]
    sampled = any(param.name == f"{first}_width" for param in kernel.params)
    lines += ["#define SAMPLED"] if sampled else []
    for name, kind in kernel.inputs:
        lines += _input_functions(name, kind, sampled)
    for index, (name, kind) in enumerate(_targets(kernel.outputs)):
        vec = "vec4" if kind == "float" else "ivec4"
        lines.append(f"layout(location = {index}) out highp {vec} {name};")
    if sampled:
        texel = f"int(gl_FragCoord.y) * {first}_width + int(gl_FragCoord.x)"
    else:
        texel = f"(int(gl_FragCoord.y) << {first}_shift) | int(gl_FragCoord.x)"
    lines.append(f"int out_texel() {{ return {texel}; }}")
    return "\n".join(lines)


def assemble(kernel: Kernel, body: str | None = None) -> Source:
    """Return the whole fragment shader of ``kernel``.

    ``body`` replaces the kernel's own file (generated or test code); its frame still applies.

    Raises:
        ShaderError: if the kernel's file, its frame or an include does not exist.
    """
    files: list[str] = []
    path = f"{kernel.name}.glsl"
    if body is None:
        text = _expand(path, files, kernel.name)
    else:
        files.append(path)
        text = _with_includes(body, path, files)
    parts = [prologue(kernel), text]
    if not _MAIN.search(text):
        frame = f"{kernel.name.rpartition('/')[0]}/_frame.glsl"
        parts.append(_expand(frame, files, path))
    return Source("\n".join(parts) + "\n", tuple(files))


def explain_log(log: str, source: Source, label: str) -> str:
    """Return a driver's compile log with file numbers replaced by names, and the lines at fault.

    Drivers write ``FILE:LINE`` in several ways; ANGLE's and Mesa's are understood, anything else
    is passed on as it is.
    """
    lines = [f"{label} does not compile:"]
    for entry in log.replace("\0", "").strip().splitlines():
        found = _LOG_LINE.search(entry)
        number = int(found[1]) if found else 0
        if not found or not 0 < number <= len(source.files):
            lines.append(entry)
            continue
        file, at = source.files[number - 1], int(found[2])
        lines.append(f"{entry[: found.start()]}{file}:{at}: {entry[found.end() :].strip()}")
        own = (_file(file) or "").splitlines()
        for line in range(max(1, at - 2), min(len(own), at + 2) + 1):
            lines.append(f"  {'>' if line == at else ' '} {line:3} | {own[line - 1]}")
    return "\n".join(lines)


def defines_of(flags: Mapping[str, int | bool]) -> tuple[tuple[str, int], ...]:
    """Return defines as a sorted, hashable tuple; false flags are left out."""
    return tuple(sorted((key, int(value)) for key, value in flags.items() if value))
