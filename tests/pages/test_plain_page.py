"""The wheel alone in a plain page: no headers, no script of ours; main thread and worker."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from support.browser import Browser
from texelflow.host.pyodide_core import find_core
from texelflow.host.wheel import current_wheel

TRAIN = """
import texelflow as tf
tf.set_random_seed(0)
x = tf.linspace(-1, 1, 64).reshape([-1, 1])
model = tf.Sequential([tf.layers.Dense(1)])
model.compile(optimizer=tf.optimizers.SGD(0.5), loss="mse")
model.fit(x, 2.0 * x + 1.0, epochs=30, batch_size=64, verbose=0)
(model.predict(tf.tensor([[1.0]]), verbose=0)).item()
"""

BOOT = f"""
import {{ loadPyodide }} from "./pyodide/pyodide.mjs";
export async function run() {{
  const wheel = new URL("WHEEL", import.meta.url).href;
  const pyodide = await loadPyodide({{ packages: [wheel] }});
  return pyodide.runPython(`{TRAIN}`);
}}
"""

PAGES = {
    "page": """
import { run } from "./boot.mjs";
run().then((value) => { document.title = String(value); },
           (error) => { document.title = `failed: ${error}`; });
""",
    "worker": """
const worker = new Worker("./worker.mjs", { type: "module" });
worker.onmessage = (event) => { document.title = String(event.data); };
worker.onerror = (event) => { document.title = `failed: ${event.message}`; };
""",
}

WORKER = """
import { run } from "./boot.mjs";
run().then((value) => postMessage(value), (error) => postMessage(`failed: ${error}`));
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """The standard library's file server, as it is."""

    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A folder that any static host could serve, under a sub-path."""
    folder = tmp_path_factory.mktemp("site")
    home = folder / "some/path"
    shutil.copytree(find_core(None), home / "pyodide")
    wheel = Path(current_wheel())
    shutil.copy(wheel, home / wheel.name)
    (home / "boot.mjs").write_text(BOOT.replace("WHEEL", wheel.name))
    (home / "worker.mjs").write_text(WORKER)
    for name, script in PAGES.items():
        (home / f"{name}.html").write_text(
            f"<title>waiting</title><script type=module>{script}</script>"
        )
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/some/path"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own in the run's browser."""
    context = browser.session.page.context.browser
    assert context is not None
    page = context.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("where", PAGES)
def test_a_model_trains_in_a_plain_page(page: Page, site: str, where: str) -> None:
    page.goto(f"{site}/{where}.html")
    page.wait_for_function("document.title !== 'waiting'", timeout=60_000)
    assert float(page.title()) == pytest.approx(3.0, abs=1e-3)
    assert page.evaluate("crossOriginIsolated") is False
