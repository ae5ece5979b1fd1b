"""A shader that does not compile: the error names file and line, and the engine goes on.

With debug on it arises at once, as most tests here have it; else at the program's first draw.
"""

from array import array

import texelflow as tf
from support.browser import in_browser, raises
from texelflow import engine as engines
from texelflow.device.protocol import DRAW
from texelflow.glsl import Kernel


def checked_at_once(target, body=None):
    """Ask for a program while debug is on."""
    tf.enable_debug_mode()
    try:
        return engines.current().program(target, body)
    finally:
        tf.enable_debug_mode(False)


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


def draw(program, x, y):
    """Write a draw of a program from texture x to y."""
    engine = engines.current()
    words = (DRAW | 8 << 8, program, 1, 1, 1 | 1 << 8, y.storage.texture, x.storage.texture)
    engine.draw(array("i", (*words, 0)), [], 0)


@in_browser
def test_the_error_names_the_file_and_the_line():
    body = "// a comment\nT op(T x) { return -y_misspelt; }\n"
    with raises(tf.errors.ShaderError, match=r"unary/neg\.glsl:2: .*y_misspelt") as caught:
        checked_at_once(with_shifts("unary/neg"), body)
    assert "unary/neg does not compile" in str(caught.value)
    assert tf.neg([1.0]).tolist() == [-1.0]


@in_browser
def test_an_error_in_a_frame_names_the_frame():
    with raises(tf.errors.ShaderError, match=r"unary/_frame\.glsl:\d+"):
        checked_at_once(with_shifts("unary/neg"), "T not_op(T x) { return x; }")
    assert tf.neg([1.0]).tolist() == [-1.0]


@in_browser
def test_a_failed_program_is_not_kept():
    engine = engines.current()
    before = engine.programs
    for _ in range(2):
        with raises(tf.errors.ShaderError):
            checked_at_once(with_shifts("unary/neg"), "nonsense")
    assert engine.programs == before


@in_browser
def test_a_kernel_without_a_file_is_an_error():
    with raises(tf.errors.ShaderError, match=r"cannot find shaders/unary/no_such_op\.glsl"):
        engines.current().program(kernel("unary/no_such_op"))


@in_browser
def test_commands_written_before_a_failure_are_not_lost():
    x = tf.ones([3]) + 1.0
    with raises(tf.errors.ShaderError):
        checked_at_once(with_shifts("unary/neg"), "nonsense")
    assert x.tolist() == [2, 2, 2]


@in_browser
def test_without_debug_the_error_arises_at_the_first_draw():
    engine = engines.current()
    x, y = tf.ones([4]), tf.zeros([4])
    engine.flush()
    program = engine.program(with_shifts("unary/neg"), "T op(T x) { return -y_misspelt; }\n")
    draw(program, x, y)
    with raises(tf.errors.ShaderError, match=r"unary/neg\.glsl:1: .*y_misspelt"):
        engine.flush()
    draw(program, x, y)
    with raises(tf.errors.ShaderError, match="unary/neg does not compile"):
        y.tolist()


@in_browser
def test_a_refused_program_is_refused_again_whoever_asks_for_it():
    engine = engines.current()
    x, y = tf.ones([4]), tf.zeros([4])
    for _ in range(3):
        draw(engine.program(with_shifts("unary/neg"), "T op(T x) { return x }"), x, y)
        with raises(tf.errors.ShaderError, match=r"unary/neg\.glsl:1: "):
            engine.flush()
    assert y.tolist() == [0, 0, 0, 0]


@in_browser
def test_other_commands_around_a_failed_program_run():
    engine = engines.current()
    x, y = tf.ones([4]), tf.zeros([4])
    before = x + 1.0
    program = engine.program(with_shifts("unary/neg"), "still nonsense")
    draw(program, x, y)
    after = tf.reshape(tf.ones([3, 5, 7]) * 2.0, [-1])[:3]  # makes textures of its own
    with raises(tf.errors.ShaderError):
        engine.flush()
    assert before.tolist() == [2, 2, 2, 2]
    assert after.tolist() == [2, 2, 2]


@in_browser
async def test_an_error_in_the_event_loop_reaches_the_next_call():
    import asyncio

    engine = engines.current()
    x, y = tf.ones([4]), tf.zeros([4])
    draw(engine.program(with_shifts("unary/neg"), "nonsense too"), x, y)
    await asyncio.sleep(0.01)
    with raises(tf.errors.ShaderError, match="unary/neg does not compile"):
        x.tolist()
    assert x.tolist() == [1, 1, 1, 1]
