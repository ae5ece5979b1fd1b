"""When there is no WebGL2, or no longer: errors with a name. Each in a browser of its own."""

from collections.abc import Iterator

import pytest

from support.browser import Browser
from texelflow.host.errors import RemoteError
from texelflow.host.session import BrowserSession

LOSE = """
import texelflow as tf
from texelflow import engine as engines
device = engines.current().device
told = []
device.on_loss(lambda: told.append(True))
x = tf.ones([3]) + 1.0
assert x.tolist() == [2, 2, 2]
device._bridge.context.getExtension("WEBGL_lose_context").loseContext()

def error_of(work):
    try:
        work()
    except Exception as error:
        return [type(error).__name__, isinstance(error, tf.errors.DeviceError), str(error)]

def compile_one():
    from texelflow.glsl import Kernel
    kernel = Kernel("unary/neg", (("N", 7),), (("x", "float"),), (("y", "float"),), (), 4)
    engines.current().program(kernel)

import asyncio
errors = [error_of(x.tolist), error_of(lambda: (x + 1.0).tolist()), error_of(compile_one)]
try:
    await x.data()
    errors.append(None)
except tf.errors.ContextLost as error:
    errors.append(["ContextLost", True, str(error)])
for _ in range(50):
    if told: break
    await asyncio.sleep(0.02)
[errors, told]
"""


@pytest.fixture
def doomed() -> Iterator[Browser]:
    browser = Browser()
    yield browser
    browser.close()


def test_a_lost_context_is_an_error_with_a_name_ever_after(doomed: Browser) -> None:
    errors, told = doomed.run(LOSE)
    for error in errors:
        assert error is not None
        name, of_device, text = error
        assert name == "ContextLost"
        assert of_device
        assert "context was lost" in text
    assert told == [True]


def test_without_webgl2_the_message_says_what_to_do() -> None:
    with BrowserSession(gl="none") as session, pytest.raises(RemoteError) as caught:
        session.run("import texelflow as tf\ntf.ones([2]).tolist()")
    assert (
        caught.value.type_name == "texelflow.errors.NoWebGL2"
        or caught.value.type_name == "NoWebGL2"
    )
    assert "no WebGL2 context" in caught.value.message
    assert "hardware acceleration" in caught.value.message
