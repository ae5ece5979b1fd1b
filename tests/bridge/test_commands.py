"""The command stream in the browser: each opcode's guarantee, with raw commands on raw textures."""

from array import array

import texelflow as tf
from support.browser import in_browser, raises
from texelflow import engine as engines
from texelflow.device.protocol import CREATE, DRAW, FREE, SWAP, UPLOAD
from texelflow.dtypes import RGBA8I, RGBA32F, RGBA32I
from texelflow.glsl import Kernel, Source

A, B, C = 9001, 9002, 9003
"""Texture numbers far from those that the engine gives."""

SCALE = """#version 300 es
precision highp float;
precision highp int;
uniform ivec4 params[1];
uniform highp sampler2D x_texture;
out highp vec4 y;
void main() {
  y = texelFetch(x_texture, ivec2(gl_FragCoord.xy), 0) * intBitsToFloat(params[0].x);
}
"""
TWO_TARGETS = """#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D x_texture;
layout(location = 0) out highp vec4 y;
layout(location = 1) out highp vec4 z;
void main() {
  y = texelFetch(x_texture, ivec2(gl_FragCoord.xy), 0) + 1.0;
  z = -y;
}
"""


def device():
    """Return the device, with no command waiting."""
    engines.current().flush()
    return engines.current().device


def execute(*commands):
    """Run commands given as (opcode, word, …)."""
    target = device()
    at = 1
    for opcode, *words in commands:
        target.words[at] = opcode | (len(words) + 1) << 8
        target.words[at + 1 : at + 1 + len(words)] = array("i", words)
        at += 1 + len(words)
    target.words[0] = at
    target.execute()


def bits(*values):
    """Return float32 values as int32 words."""
    return array("i", array("f", values).tobytes())


def compiled(text, *inputs):
    """Return a program of a whole shader."""
    kernel = Kernel("test/raw", (), tuple((name, "float") for name in inputs), (), (), 4)
    return device().compile(kernel, Source(text, ("test/raw.glsl",)))


def floats(texture, count=4):
    """Return the first elements of a one-texel-high texture."""
    width = -(-count // 4)
    return device().read(texture, (width, 1, RGBA32F), (1, count, count)).tolist()


@in_browser
def test_commands_run_in_the_order_they_are_written():
    program = compiled(SCALE, "x")
    execute(
        (CREATE, A, 1, 1, RGBA32F),
        (CREATE, B, 1, 1, RGBA32F),
        (UPLOAD, A, 1, 1, RGBA32F, *bits(1, 2, 3, 4)),
        (DRAW, program, 1, 1, 1 | 1 << 8, B, A, *bits(2), 0, 0, 0),
        (UPLOAD, A, 1, 1, RGBA32F, *bits(9, 9, 9, 9)),  # the draw must have read it before
        (DRAW, program, 1, 1, 1 | 1 << 8, A, B, *bits(10), 0, 0, 0),
    )
    assert floats(B) == [2, 4, 6, 8]
    assert floats(A) == [20, 40, 60, 80]
    execute((FREE, A), (FREE, B))


@in_browser
def test_executing_resets_the_words():
    execute()
    assert device().words[0] == 1


@in_browser
def test_an_unknown_opcode_is_an_error_and_the_device_goes_on():
    with raises(tf.errors.DeviceError, match="77 is no opcode"):
        execute((77, 1))
    assert device().words[0] == 1
    assert tf.ones([2]).tolist() == [1, 1]


@in_browser
def test_a_texture_that_does_not_exist_is_an_error():
    with raises(tf.errors.DeviceError, match="texture 9003 does not exist"):
        execute((FREE, C))
    with raises(tf.errors.DeviceError, match="texture 9003 does not exist"):
        floats(C)


@in_browser
def test_swap_trades_the_textures_of_two_numbers():
    execute(
        (CREATE, A, 1, 1, RGBA32F),
        (CREATE, B, 1, 1, RGBA32F),
        (UPLOAD, A, 1, 1, RGBA32F, *bits(1, 1, 1, 1)),
        (UPLOAD, B, 1, 1, RGBA32F, *bits(2, 2, 2, 2)),
    )
    assert floats(A) == [1, 1, 1, 1]  # and its framebuffer is there already
    execute((SWAP, A, B))
    assert floats(A) == [2, 2, 2, 2]
    assert floats(B) == [1, 1, 1, 1]
    execute((FREE, A), (FREE, B))


@in_browser
def test_one_draw_writes_several_targets_also_after_a_swap():
    program = compiled(TWO_TARGETS, "x")
    execute(
        *((CREATE, texture, 1, 1, RGBA32F) for texture in (A, B, C)),
        (UPLOAD, A, 1, 1, RGBA32F, *bits(1, 2, 3, 4)),
        (DRAW, program, 1, 1, 2 | 1 << 8, B, C, A),
    )
    assert floats(B) == [2, 3, 4, 5]
    assert floats(C) == [-2, -3, -4, -5]
    execute((SWAP, A, B), (DRAW, program, 1, 1, 2 | 1 << 8, B, C, A))
    assert floats(B) == [3, 4, 5, 6]
    assert floats(C) == [-3, -4, -5, -6]
    # A number that is freed and made again gets a framebuffer of its own.
    execute(
        (FREE, C),
        (CREATE, C, 1, 1, RGBA32F),
        (DRAW, program, 1, 1, 2 | 1 << 8, B, C, A),
    )
    assert floats(C) == [-3, -4, -5, -6]
    execute((FREE, A), (FREE, B), (FREE, C))


@in_browser
def test_whole_numbers_travel_exactly():
    values = [2**31 - 1, -(2**31), 16777217, -1]
    execute((CREATE, A, 1, 1, RGBA32I), (UPLOAD, A, 1, 1, RGBA32I, *values))
    assert device().read(A, (1, 1, RGBA32I), (1, 4, 4)).tolist() == values
    execute(
        (CREATE, B, 1, 1, RGBA8I),
        (UPLOAD, B, 1, 1, RGBA8I, 1, 0, 1, 1),
    )
    assert device().read(B, (1, 1, RGBA8I), (1, 4, 4)).tolist() == [1, 0, 1, 1]
    execute((FREE, A), (FREE, B))


@in_browser
def test_counters_follow_the_commands():
    before = device().counters()
    execute((CREATE, A, 2, 2, RGBA32F), (CREATE, B, 4, 1, RGBA8I))
    during = device().counters()
    assert during["textures"] == before["textures"] + 2
    assert during["bytes"] == before["bytes"] + 4 * 16 + 4 * 4
    assert during["executes"] == before["executes"] + 1
    execute((UPLOAD, A, 1, 1, RGBA32F, *bits(0, 0, 0, 0)), (FREE, A), (FREE, B))
    after = device().counters()
    assert after["textures"] == before["textures"]
    assert after["bytes"] == before["bytes"]
    assert after["uploads"] == before["uploads"] + 1
