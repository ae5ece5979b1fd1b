"""A shader that does not compile: the error names file and line, and the engine goes on."""

import texelflow as tf
from support.browser import in_browser, raises
from texelflow import engine as engines
from texelflow.glsl import Kernel


def kernel(name):
    """Return a kernel of one float input and output."""
    return Kernel(name, (), (("x", "float"),), (("y", "float"),), (), 4)


def with_shifts(name):
    """Return a kernel with the parameters that the frames ask for."""
    from texelflow.glsl import Param

    fields = tuple(
        Param(field, "int", at, 0) for at, field in enumerate(("x_shift", "x_mask", "y_shift"))
    )
    return kernel(name)._replace(params=fields)


@in_browser
def test_the_error_names_the_file_and_the_line():
    body = "// a comment\nT op(T x) { return -y_misspelt; }\n"
    with raises(tf.errors.ShaderError, match=r"unary/neg\.glsl:2: .*y_misspelt") as caught:
        engines.current().program(with_shifts("unary/neg"), body)
    assert "unary/neg does not compile" in str(caught.value)
    assert tf.neg([1.0]).tolist() == [-1.0]


@in_browser
def test_an_error_in_a_frame_names_the_frame():
    with raises(tf.errors.ShaderError, match=r"unary/_frame\.glsl:\d+"):
        engines.current().program(with_shifts("unary/neg"), "T not_op(T x) { return x; }")
    assert tf.neg([1.0]).tolist() == [-1.0]


@in_browser
def test_a_failed_program_is_not_kept():
    engine = engines.current()
    before = engine.programs
    for _ in range(2):
        with raises(tf.errors.ShaderError):
            engine.program(with_shifts("unary/neg"), "nonsense")
    assert engine.programs == before


@in_browser
def test_a_kernel_without_a_file_is_an_error():
    with raises(tf.errors.ShaderError, match=r"cannot find shaders/unary/no_such_op\.glsl"):
        engines.current().program(kernel("unary/no_such_op"))


@in_browser
def test_commands_written_before_a_failure_are_not_lost():
    x = tf.ones([3]) + 1.0
    with raises(tf.errors.ShaderError):
        engines.current().program(with_shifts("unary/neg"), "nonsense")
    assert x.tolist() == [2, 2, 2]
