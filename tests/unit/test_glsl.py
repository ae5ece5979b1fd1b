"""Assembling shaders: includes, frames, the generated prologue, and logs mapped back to files."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import texelflow as tf
from support.numpy_device import NumpyDevice
from texelflow import glsl
from texelflow.errors import ShaderError
from texelflow.glsl import Kernel, Param, Source, assemble, defines_of, explain_log, prologue

GOLDEN = Path(__file__).parents[1] / "shaders" / "golden"


def kernel(name: str = "odd/one", **fields: Any) -> Kernel:
    given = {
        "defines": (),
        "inputs": (("x", "float"),),
        "outputs": (("y", "float"),),
        "params": (Param("x_shift", "int", 0, 0), Param("y_shift", "int", 1, 0)),
        "words": 4,
    }
    return Kernel(name, **(given | fields))


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Shader files of the test's own, in place of the folder."""
    table: dict[str, str] = {}
    monkeypatch.setattr(glsl, "_file", table.get)
    return table


# --- includes and frames ----------------------------------------------------------------------


def test_a_kernel_with_main_needs_no_frame(files: dict[str, str]) -> None:
    files["odd/one.glsl"] = "void main() { y = vec4(0); }"
    source = assemble(kernel())
    assert source.files == ("odd/one.glsl",)
    assert source.text.startswith("#version 300 es\n")
    assert source.text.endswith("#line 1 1\nvoid main() { y = vec4(0); }\n")


def test_a_kernel_without_main_gets_its_folders_frame(files: dict[str, str]) -> None:
    files["odd/one.glsl"] = "float op(float x) { return x; }"
    files["odd/_frame.glsl"] = "void main() { y = vec4(op(1.0)); }"
    source = assemble(kernel())
    assert source.files == ("odd/one.glsl", "odd/_frame.glsl")
    assert source.text.index("float op") < source.text.index("void main")


def test_each_file_is_included_once_and_lines_keep_their_numbers(files: dict[str, str]) -> None:
    files["odd/one.glsl"] = '// top\n#include "a.glsl"\n#include "b.glsl"\nvoid main() {}'
    files["a.glsl"] = '#include "b.glsl"\nint a;'
    files["b.glsl"] = "int b;"
    text = assemble(kernel()).text
    assert text.count("int b;") == 1
    body = text[text.index("#line 1 1") :]
    assert body.splitlines() == [
        "#line 1 1", "// top",
        "#line 1 2", "#line 1 3", "int b;", "#line 2 2", "int a;",
        "#line 3 1", "", "#line 4 1", "void main() {}",
    ]  # fmt: skip


def test_a_file_that_includes_itself_ends(files: dict[str, str]) -> None:
    files["odd/one.glsl"] = '#include "odd/one.glsl"\nvoid main() {}'
    assert assemble(kernel()).text.count("void main") == 1


def test_missing_files_name_who_asked(files: dict[str, str]) -> None:
    with pytest.raises(ShaderError, match=r"odd/one: cannot find shaders/odd/one\.glsl"):
        assemble(kernel())
    files["odd/one.glsl"] = 'int a;\n#include "no.glsl"'
    with pytest.raises(ShaderError, match=r"odd/one\.glsl:2: cannot find shaders/no\.glsl"):
        assemble(kernel())
    files["odd/one.glsl"] = "int a;"
    with pytest.raises(ShaderError, match=r"odd/one\.glsl: cannot find shaders/odd/_frame\.glsl"):
        assemble(kernel())


def test_a_body_replaces_the_file_but_not_the_frame(files: dict[str, str]) -> None:
    files["odd/_frame.glsl"] = "void main() { y = vec4(op()); }"
    text = assemble(kernel(), "float op() { return 2.0; }").text
    assert "#line 1 1\nfloat op() { return 2.0; }" in text
    assert "void main" in text


# --- the prologue -----------------------------------------------------------------------------


def test_samplers_and_accessors_follow_the_kind() -> None:
    text = prologue(kernel(inputs=(("x", "float"), ("i", "int"))))
    assert "uniform highp sampler2D x_texture;" in text
    assert "uniform highp isampler2D i_texture;" in text
    assert "vec4 x_texel(int t)" in text
    assert "ivec4 i_texel(int t)" in text
    assert "int i_at(int e)" in text


def test_t_is_the_first_input_and_y_the_first_output() -> None:
    text = prologue(kernel(inputs=(("x", "int"),), outputs=(("y", "float"),)))
    for line in ("#define T int", "#define T4 ivec4", "#define Y float", "#define Y4 vec4"):
        assert line in text.splitlines()
    assert "#define T int" in prologue(kernel(inputs=(), outputs=(("y", "int"),)))


def test_parameters_are_read_from_one_block() -> None:
    params = (
        Param("y_shift", "int", 0, 0),
        Param("alpha", "float", 1, 0),
        Param("dims", "int", 2, 3),
        Param("scales", "float", 5, 2),
    )
    lines = prologue(kernel(inputs=(), params=params, words=8)).splitlines()
    assert "uniform ivec4 params[2];" in lines
    assert "#define y_shift (params[0].x)" in lines
    assert "#define alpha intBitsToFloat(params[0].y)" in lines
    assert "#define dims(i) (params[(2 + (i)) >> 2][(2 + (i)) & 3])" in lines
    assert "#define scales(i) intBitsToFloat(params[(5 + (i)) >> 2][(5 + (i)) & 3])" in lines


def test_several_outputs_have_locations() -> None:
    text = prologue(kernel(outputs=(("m", "float"), ("n", "int"))))
    assert "layout(location = 0) out highp vec4 m;" in text
    assert "layout(location = 1) out highp ivec4 n;" in text
    assert "<< m_shift" in text


def test_every_sampler_type_has_its_precision() -> None:
    text = prologue(kernel())
    for word in ("float", "int", "sampler2D", "isampler2D"):
        assert f"precision highp {word};" in text


def test_defines_are_sorted_and_false_ones_left_out() -> None:
    assert defines_of({"B": True, "A": 3, "C": False, "D": 0}) == (("A", 3), ("B", 1))
    made = kernel(defines=(("A", 3), ("B", 1)))
    assert made.label == "odd/one A=3 B"
    assert "#define A 3\n#define B 1\n" in prologue(made)
    assert "#define SHADER_NAME odd_one\n" in prologue(made)


# --- logs -------------------------------------------------------------------------------------


SOURCE = Source("", ("odd/one.glsl", "prelude/a.glsl"))


def test_angles_log_names_the_file_and_shows_the_line(files: dict[str, str]) -> None:
    files["prelude/a.glsl"] = "int a;\nint b = 1.0;\nint c;\nint d;\nint e;"
    log = "ERROR: 2:2: '=' : cannot convert from 'const float' to 'int'\n\0"
    assert explain_log(log, SOURCE, "odd/one A").splitlines() == [
        "odd/one A does not compile:",
        "ERROR: prelude/a.glsl:2: '=' : cannot convert from 'const float' to 'int'",
        "      1 | int a;",
        "  >   2 | int b = 1.0;",
        "      3 | int c;",
        "      4 | int d;",
    ]


def test_mesas_log_names_the_file_too(files: dict[str, str]) -> None:
    files["odd/one.glsl"] = "one\ntwo\nthree"
    log = "1:3(12): error: `z' undeclared\n2:1(1): warning: odd"
    found = explain_log(log, SOURCE, "k").splitlines()
    assert found[1] == "odd/one.glsl:3: error: `z' undeclared"
    assert "  >   3 | three" in found
    assert "prelude/a.glsl:1: warning: odd" in found


def test_other_logs_pass_as_they_are() -> None:
    log = "something odd\nERROR: 9:1: beyond the files\nERROR: 0:1: the prologue"
    assert explain_log(log, SOURCE, "k") == f"k does not compile:\n{log}"


# --- the files in the repository --------------------------------------------------------------


def test_every_shader_assembles() -> None:
    root = Path(glsl._root())
    names = [p.relative_to(root).with_suffix("").as_posix() for p in root.rglob("*.glsl")]
    names = [n for n in names if "/_" not in n and not n.startswith(("prelude/", "_"))]
    assert len(names) > 5
    for name in names:
        source = assemble(kernel(name))
        assert len(re.findall(r"\bvoid\s+main\s*\(", source.text)) >= 1
        assert "#include" not in source.text
        assert source.text.isascii() or "//" in source.text


def _golden_calls() -> dict[str, Any]:
    x, i = tf.tensor(np.ones((3, 5), np.float32)), tf.tensor([1, 2, 3])
    flat = tf.tensor(np.ones((4, 2), np.float32))
    return {
        "unary-float": lambda: -x,
        "unary-int": lambda: -i,
        "binary-direct": lambda: x + 1.0,
        "binary-rows": lambda: x * tf.ones([5]),
        "binary-elements": lambda: flat - tf.ones([2]),
        "fill-int": lambda: tf.ones([3], "int32"),
        "strided-elements": lambda: tf.transpose(flat, [1, 0])[:, ::2],
        "strided-steps": lambda: tf.transpose(x),
        "strided-rows": lambda: x[1:],
        "place": lambda: tf.pad(x, 1),
        "reorder": lambda: tf.reshape(x, [5, 3]),
        "sum-last": lambda: tf.sum(x, 1),
        "sum-inner": lambda: tf.sum(x, 0),
    }


GOLDENS = [
    "binary-direct", "binary-elements", "binary-rows", "fill-int", "place", "reorder",
    "strided-elements", "strided-rows", "strided-steps", "sum-inner", "sum-last", "unary-float",
    "unary-int",
]  # fmt: skip


@pytest.mark.parametrize("name", GOLDENS)
def test_assembled_shaders_are_as_recorded(name: str, device: NumpyDevice) -> None:
    call = _golden_calls()[name]
    call()
    found = device.programs[-1][1].text
    file = GOLDEN / f"{name}.glsl"
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8"), (
        f"{file.name} differs; if that is meant: UPDATE_GOLDEN=1 pytest {__file__}"
    )


def test_texels_are_sampled_by_arithmetic_on_floats_where_the_launch_says_so() -> None:
    layout = tf.layout.layout_of((100, 100))
    assert set(glsl.address_params("x", layout, 50, False)) == {"x_shift", "x_mask"}
    names = glsl.address_params("x", layout, 50, True)
    assert names == {"x_next": 1 / 64, "x_half": 0.5 / 64, "x_line": 1 / 50}
    params = tuple(Param(name, "float", at, 0) for at, name in enumerate(names))
    text = prologue(kernel(params=(*params, Param("y_width", "int", 3, 0))))
    assert "texelFetch" not in text
    assert "int out_texel() { return int(gl_FragCoord.y) * y_width + int(gl_FragCoord.x); }" in text
