"""Nothing between two read-backs waits for the GPU: no query, no read, no proxy per op."""

import texelflow as tf
from support.browser import in_browser
from texelflow import engine as engines

STALLING = (
    "getError",
    "checkFramebufferStatus",
    "getParameter",
    "readPixels",
    "finish",
    "clientWaitSync",
    "getProgramParameter",
    "getShaderParameter",
    "getUniformLocation",
    "isContextLost",
)
WATCH = """(gl, names) => {
  const counts = {};
  for (const name of names.split(" ")) {
    counts[name] = 0;
    gl[name] = (...rest) => {
      counts[name] += 1;
      return WebGL2RenderingContext.prototype[name].apply(gl, rest);
    };
  }
  return {
    counts: () => JSON.stringify(counts),
    stop: () => { for (const name in counts) delete gl[name]; },
  };
}"""


def two_hundred_ops(x, y):
    """Return what 200 ops make of x and y."""
    for _ in range(50):
        x = (x + y) * 0.5
        x = tf.transpose(tf.transpose(x) - 1.0)
    return x


@in_browser
def test_two_hundred_ops_ask_webgl_nothing():
    import json

    from pyodide.code import run_js

    engine = engines.current()
    x, y = tf.ones([8, 5]), tf.ones([8, 5])
    two_hundred_ops(x, y).tolist()  # compiles what it needs
    engine.flush()
    watch = run_js(WATCH)(engine.device._bridge.context, " ".join(STALLING))
    draws = engine.device.counters()["draws"]
    z = two_hundred_ops(x, y)
    engine.flush()
    counts = json.loads(watch.counts())
    watch.stop()
    assert engine.device.counters()["draws"] - draws >= 200
    # One question whether the context lives is asked per flush, not per op; it does not wait.
    assert counts.pop("isContextLost") <= 10
    assert counts == dict.fromkeys(counts, 0)
    del z


@in_browser
def test_ops_make_no_proxies():
    import pyodide_js

    x, y = tf.ones([8, 5]), tf.ones([8, 5])
    two_hundred_ops(x, y).tolist()
    count = pyodide_js._module._hiwire_num_refs
    before = count()
    z = two_hundred_ops(x, y)
    assert count() == before
    del z


@in_browser
def test_a_steady_loop_makes_no_textures_and_no_programs():
    x, y = tf.ones([8, 5]), tf.ones([8, 5])
    two_hundred_ops(x, y).tolist()
    two_hundred_ops(x, y).tolist()
    before = engines.current().device.counters()
    two_hundred_ops(x, y).tolist()
    after = engines.current().device.counters()
    assert after["textures"] == before["textures"]
    assert after["programs"] == before["programs"]


@in_browser
def test_asking_for_programs_waits_for_nothing():
    import json

    from pyodide.code import run_js

    engine = engines.current()
    x = tf.ones([8, 5])
    engine.flush()
    engine.plans.clear()  # earlier tests may have drawn the same
    engine._programs.clear()
    programs = engine.programs
    watch = run_js(WATCH)(engine.device._bridge.context, " ".join(STALLING))
    rare = tf.erf(tf.atanh(x * 0.25)) + tf.asinh(x)
    counts = json.loads(watch.counts())
    assert engine.programs >= programs + 2
    counts.pop("isContextLost")
    assert counts == dict.fromkeys(counts, 0)
    engine.flush()
    asked = json.loads(watch.counts())["getProgramParameter"]
    watch.stop()
    assert 2 <= asked <= engine.programs - programs + 1
    del rare
