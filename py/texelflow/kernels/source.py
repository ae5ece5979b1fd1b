"""Reads a user's GLSL: which function it defines, what that takes and gives. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..dtypes import canonical

MOST_INPUTS = 7

GLSL_TYPE = {"float32": "float", "int32": "int", "bool": "bool"}
DTYPE = {glsl: dtype for dtype, glsl in GLSL_TYPE.items()}

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
_MAIN = re.compile(r"\bvoid\s+main\s*\(\s*(?:void)?\s*\)")
_FUNCTION = re.compile(r"\b(\w+)\s+(op|value)\s*\(([^)]*)\)\s*\{")
_PARAMETER = re.compile(r"(?:const\s+)?(?:in\s+)?(?:(?:highp|mediump|lowp)\s+)?(\w+)\s+(\w+)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")

RESERVED = frozenset(
    [
        "active", "asm", "attribute", "bool", "break", "buffer", "case", "cast",
        "centroid", "class", "coherent", "common", "const", "continue", "default",
        "discard", "do", "double", "else", "enum", "extern", "external", "false",
        "filter", "fixed", "flat", "float", "for", "goto", "half", "highp", "if", "image",
        "in", "inline", "inout", "input", "int", "interface", "invariant", "layout",
        "long", "lowp", "main", "mediump", "namespace", "noinline", "op", "out", "output",
        "packed", "partition", "patch", "precision", "public", "readonly", "resource",
        "restrict", "return", "sample", "sampler", "shared", "short", "sizeof", "smooth",
        "static", "struct", "subroutine", "superp", "switch", "template", "this", "true",
        "typedef", "uint", "uniform", "union", "unsigned", "using", "value", "varying",
        "void", "volatile", "while", "writeonly", "y", "out_texel", "T", "T4", "Y", "Y4",
        "params",
    ]
)  # fmt: skip
"""Words that neither inputs nor parameters may be called: GLSL's, and those of the frame."""


class Form(NamedTuple):
    """What a source defines."""

    kind: str
    """``op``, ``value`` or ``main``."""
    inputs: tuple[tuple[str, str], ...]
    """(name, GLSL type): float, int or bool."""
    result: str
    """GLSL type of an element of the result."""
    axes: int
    """How many coordinates ``value`` takes."""


def _parameters(text: str, name: str) -> list[tuple[str, str]]:
    """Return (type, name) of a function's parameters."""
    found = []
    for part in text.split(","):
        if part.strip() in ("", "void"):
            continue
        match = _PARAMETER.fullmatch(part.strip())
        if not match:
            raise ValueError(
                f"kernel(source): cannot read the parameter {part.strip()!r} of {name}; "
                "write a type and a name: float a"
            )
        found.append((match[1], match[2]))
    return found


def _checked_type(glsl: str, what: str) -> str:
    if glsl not in DTYPE:
        raise ValueError(f"kernel(source): {what} is of type {glsl}; it must be float, int or bool")
    return glsl


def check_name(what: str, name: Any) -> str:
    """Return a name that GLSL allows and the frame does not need itself."""
    if not isinstance(name, str):
        raise TypeError(f"kernel({what}): names must be str, got {type(name).__name__} {name!r}")
    if not _NAME.fullmatch(name) or name in RESERVED or name.startswith("gl_"):
        raise ValueError(
            f"kernel({what}): {name!r} cannot be a name in GLSL here; take letters and digits, and "
            "no word that GLSL or the frame has for itself"
        )
    return name


def _declared(inputs: Any) -> tuple[tuple[str, str], ...]:
    """Return (name, GLSL type) of the inputs that were given by name, or by name and dtype."""
    if isinstance(inputs, str):
        inputs = [inputs]
    pairs = (
        list(inputs.items()) if isinstance(inputs, Mapping) else [(n, "float32") for n in inputs]
    )
    return tuple((check_name("inputs", n), GLSL_TYPE[canonical(dtype)]) for n, dtype in pairs)


def _count(form: Form) -> Form:
    names = [name for name, _ in form.inputs]
    if not 1 <= len(names) <= MOST_INPUTS:
        raise ValueError(
            f"kernel(source): {len(names)} inputs; a kernel takes from 1 to {MOST_INPUTS} tensors"
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"kernel(source): two inputs are called {twice[0]}")
    return form


def _op_form(result: str, parameters: str, inputs: Any, dtype: Any) -> Form:
    if inputs is not None:
        raise ValueError("kernel(inputs): op's own parameters are its inputs; leave inputs out")
    if dtype is not None:
        raise ValueError(f"kernel(dtype): op returns {result}, which says it; leave dtype out")
    made = tuple(
        (check_name("source", name), _checked_type(glsl, f"op's parameter {name}"))
        for glsl, name in _parameters(parameters, "op")
    )
    return _count(Form("op", made, result, 0))


def read(source: Any, inputs: Any, dtype: Any) -> Form:
    """Return what a source defines.

    Raises:
        TypeError: if it is no text.
        ValueError: if it defines none of ``op``, ``value`` and ``main``, or more than one, or with
            parameters that cannot be tensors.
    """
    if not isinstance(source, str):
        raise TypeError(f"kernel(source): must be GLSL as a str, got {type(source).__name__}")
    text = _COMMENT.sub(" ", source)
    functions = _FUNCTION.findall(text)
    defined = [name for _, name, _ in functions] + ["main"] * bool(_MAIN.search(text))
    if len(defined) != 1:
        raise ValueError(
            f"kernel(source): defines {' and '.join(defined) or 'neither op nor value nor main'}; "
            "it must define one of: op(a, b, …), value(i, j, …), void main()"
        )
    if defined != ["main"]:
        result, _, parameters = functions[0]
        result = _checked_type(result, f"the result of {defined[0]}")
        if defined == ["op"]:
            return _op_form(result, parameters, inputs, dtype)
        if dtype is not None:
            raise ValueError(f"kernel(dtype): value returns {result}, which says it")
        axes = _parameters(parameters, "value")
        wrong = [name for glsl, name in axes if glsl != "int"]
        if wrong or not 1 <= len(axes) <= 6:
            raise ValueError(
                "kernel(source): value takes one to six ints: the element's number in row-major "
                "order, or its coordinates"
            )
    else:
        result, axes = GLSL_TYPE[canonical("float32" if dtype is None else dtype)], []
    if inputs is None:
        raise ValueError(f'kernel(inputs): {defined[0]} needs the inputs\' names: inputs=["x"]')
    return _count(Form(defined[0], _declared(inputs), result, len(axes)))
