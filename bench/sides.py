"""The two sides of the race, each in a page of its own, behind the same few verbs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from texelflow.host.session import BrowserSession

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules" / "@tensorflow"
HOW_MANY = (1 << 22) + 1024

# Counts what the library asks of WebGL, whichever it is, while `from` has been called.
COUNTER = """
globalThis.glCounter = (() => {
  const kind = WebGL2RenderingContext.prototype;
  const kept = {};
  const counts = { draws: 0, programs: 0 };
  const names = { draws: ["drawArrays", "drawElements"], programs: ["linkProgram"] };
  return {
    from() {
      for (const [what, verbs] of Object.entries(names)) {
        counts[what] = 0;
        for (const verb of verbs) {
          const real = (kept[verb] ??= kind[verb]);
          kind[verb] = function (...given) {
            counts[what]++;
            return real.apply(this, given);
          };
        }
      }
    },
    to() {
      Object.assign(kind, kept);
      return { ...counts };
    },
  };
})()
"""


def numbers(session: BrowserSession) -> None:
    """Give both sides the same random numbers."""
    data = np.random.default_rng(7).uniform(-0.5, 0.5, HOW_MANY).astype(np.float32).tobytes()
    session.put("/numbers.bin", data)
    folder = Path(tempfile.mkdtemp())
    (folder / "numbers.bin").write_bytes(data)
    session.server.mount("numbers", folder)


class Texelflow:
    """texelflow in Pyodide, on the main thread of its page."""

    def __init__(self, session: BrowserSession) -> None:
        self._session = session
        session.evaluate(COUNTER)
        session.run((HERE / "workloads.py").read_text())

    def _call(self, verb: str, *given: Any) -> Any:
        self._session.page.bring_to_front()
        return self._session.run(f"{verb}(*given)", {"given": given})

    def names(self) -> list[str]:
        return self._call("names")

    def prepare(self, name: str) -> list[float]:
        return self._call("prepare", name)

    def first(self, name: str) -> float:
        return self._call("first", name)

    def measure(self, times: int) -> float:
        return self._call("measure", times)

    def drain(self) -> None:
        self._call("drain")

    def gpu_bytes(self) -> int:
        return self._call("gpu_bytes")

    def release(self) -> None:
        self._call("release")

    def count_from(self) -> None:
        self._session.evaluate("glCounter.from()")

    def counted(self) -> dict[str, int]:
        return self._session.evaluate("glCounter.to()")

    def draws(self) -> int:
        """The draws of one step; the few of waiting for the GPU are taken off."""
        return _draws(self)


class TensorFlowJs:
    """TensorFlow.js, its production build, in another page of the same browser."""

    def __init__(self, session: BrowserSession, backend: str) -> None:
        server = session.server
        server.mount("tfjs", PACKAGES / "tfjs" / "dist")
        wasm = server.mount("tfjs-wasm", PACKAGES / "tfjs-backend-wasm" / "dist")
        browser = session.page.context.browser
        assert browser is not None
        self._page = browser.new_page()
        self._page.goto(server.mount("bench", HERE) + "/tensorflowjs.html")
        self._page.evaluate(COUNTER)
        start = [backend, f"{server.url}/numbers/numbers.bin", wasm + "/"]
        self.version = self._page.evaluate("given => bench.start(...given)", start)

    def _call(self, verb: str, *given: Any) -> Any:
        self._page.bring_to_front()
        return self._page.evaluate(f"bench.{verb}(...{json.dumps(given)})")

    def prepare(self, name: str) -> list[float]:
        return self._call("prepare", name)

    def first(self, name: str) -> float:
        return self._call("first", name)

    def measure(self, times: int) -> float:
        return self._call("measure", times)

    def drain(self) -> None:
        self._call("drain")

    def gpu_bytes(self) -> int:
        return self._call("gpuBytes")

    def release(self) -> None:
        self._call("release")

    def count_from(self) -> None:
        self._page.evaluate("glCounter.from()")

    def counted(self) -> dict[str, int]:
        return self._page.evaluate("glCounter.to()")

    def draws(self) -> int:
        """The draws of one step; the few of waiting for the GPU are taken off."""
        return _draws(self)


def _draws(side: Texelflow | TensorFlowJs) -> int:
    side.count_from()
    side.drain()
    waiting = side.counted()["draws"]
    side.count_from()
    side.measure(1)
    return side.counted()["draws"] - 2 * waiting
