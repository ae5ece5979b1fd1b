"""The verbs of ``protocol.Device`` over the bridge; the only module that imports JavaScript."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import Any

from ..errors import ContextLost, DeviceError, NoWebGL2, OutOfMemory, ShaderError
from ..glsl import Kernel, Source, explain_log
from .protocol import FIRST_WORD

WORDS = 1 << 14
"""Size of the command block, in int32."""


def _load_bridge() -> Any:
    """Return the bridge's factory; evaluate its script unless the page has loaded it already."""
    import js  # type: ignore[import-not-found]
    from pyodide.code import run_js  # type: ignore[import-not-found]

    if not hasattr(js, "texelflow_bridge"):
        script = resources.files("texelflow.device") / "bridge.js"
        run_js(
            script.read_text(encoding="utf-8") + "\nglobalThis.texelflow_bridge = texelflow_bridge;"
        )
    return js.texelflow_bridge


class WebGLDevice:
    """One WebGL2 context, driven through the bridge."""

    def __init__(self) -> None:
        from pyodide.ffi import JsException, create_proxy  # type: ignore[import-not-found]

        self._js_error = JsException
        bridge = _load_bridge().createBridge()
        if bridge is None or type(bridge).__name__ == "JsNull":
            raise NoWebGL2(
                "this browser gives no WebGL2 context; texelflow needs one. Turn hardware "
                "acceleration on, or start Chromium with --enable-unsafe-swiftshader"
            )
        self._limits = dict(bridge.limits().to_py())
        if not self._limits["float16"]:
            raise NoWebGL2(
                f"{self._limits['renderer']}: WebGL2 is there, but neither float32 nor float16 "
                "textures can be drawn to (EXT_color_buffer_float, EXT_color_buffer_half_float)"
            )
        # Bound once: looking a method up on a proxy costs as much as calling it.
        self._execute = bridge.execute
        self._compile = bridge.compile
        self._upload = bridge.upload
        self._record = bridge.record
        self._read = bridge.read
        self._read_later = bridge.read_later
        self._finish = bridge.finish
        self._bridge = bridge
        self._kernels: list[tuple[str, Source]] = []
        """By a program's number: whose it is, to explain what the driver says of it."""
        self._buffer = array("i", bytes(4 * WORDS))
        self.words = memoryview(self._buffer)
        self.words[0] = FIRST_WORD
        proxy = create_proxy(self._buffer)
        bridge.adopt(proxy)
        proxy.destroy()
        self.schedule: Callable[[], None] = bridge.schedule

    def limits(self) -> dict[str, Any]:
        return dict(self._limits)

    def _translate(self, error: Any, doing: str) -> Exception:
        """Turn a JavaScript exception into the Python error that it stands for."""
        text = getattr(error, "message", None) or str(error)
        program = getattr(error, "program", None)
        if program is not None:
            label, source = self._kernels[program]
            return ShaderError(explain_log(text, source, label))
        if "context lost" in text:
            return ContextLost(
                f"{doing}: the WebGL context was lost, and every tensor with it; "
                "reload the page or restart the runtime"
            )
        if "out of memory" in text:
            return OutOfMemory(
                f"{doing}: the GPU has no memory left for another texture; dispose of tensors "
                "(tf.memory() tells what is held), or use a smaller batch"
            )
        return DeviceError(f"{doing}: {text}")

    def compile(self, kernel: Kernel, source: Source) -> int:
        samplers = "\n".join(f"{name}_texture" for name, _ in kernel.inputs)
        # Kept first, for with debug on it may fail at once; the text itself tells nothing more.
        self._kernels.append((kernel.label, source._replace(text="")))
        try:
            return self._compile(source.text, samplers)
        except self._js_error as error:
            raise self._translate(error, kernel.label) from None

    def execute(self) -> None:
        try:
            self._execute()
        except self._js_error as error:
            raise self._translate(error, "execute") from None

    def record(self, words: Any, slots: Any) -> int:
        return self._record(words, slots)

    def upload(
        self, texture: int, place: tuple[int, int, int], data: Any, rows: tuple[int, int, int]
    ) -> None:
        try:
            self._upload(texture, place[0], place[1], data, *rows)
        except self._js_error as error:
            raise self._translate(error, "upload") from None

    def read(
        self, texture: int, place: tuple[int, int, int], rows: tuple[int, int, int]
    ) -> memoryview:
        try:
            return self._read(texture, place[0], place[1], *rows).to_memoryview()
        except self._js_error as error:
            raise self._translate(error, "read") from None

    def read_later(
        self, texture: int, place: tuple[int, int, int], rows: tuple[int, int, int]
    ) -> Awaitable[memoryview]:
        try:
            promise = self._read_later(texture, place[0], place[1], *rows)
        except self._js_error as error:
            raise self._translate(error, "read") from None
        return asyncio.ensure_future(self._settle(promise))

    async def _settle(self, promise: Any) -> memoryview:
        try:
            return (await promise).to_memoryview()
        except self._js_error as error:
            raise self._translate(error, "read") from None

    def measure_pixels(self, source: Any) -> tuple[int, int]:
        if isinstance(source, dict):
            return int(source["width"]), int(source["height"])
        try:
            width, height = self._bridge.measure_pixels(source)
        except self._js_error as error:
            raise self._translate(error, "measure_pixels") from None
        return int(width), int(height)

    def upload_pixels(self, texture: int, place: tuple[int, int, int], source: Any) -> None:
        from pyodide.ffi import to_js  # type: ignore[import-not-found]

        made = None
        if isinstance(source, dict):
            import js  # type: ignore[import-not-found]

            made = js.Object.new()
            made.data = to_js(memoryview(source["data"]).cast("B"))
        try:
            self._bridge.upload_pixels(texture, place[0], place[1], made or source)
        except self._js_error as error:
            raise self._translate(error, "upload_pixels") from None

    async def decode_pixels(self, source: Any) -> Any:
        if isinstance(source, dict):
            return source
        try:
            return await self._bridge.decode_pixels(source)
        except self._js_error as error:
            raise ValueError(
                f"the browser cannot decode this as a picture: {error.message}"
            ) from None

    def present(self, texture: int, place: tuple[int, int, int], canvas: Any) -> None:
        try:
            self._bridge.present(texture, place[0], place[1], canvas)
        except self._js_error as error:
            raise self._translate(error, "present") from None

    def finish(self) -> None:
        try:
            self._finish()
        except self._js_error as error:
            raise self._translate(error, "finish") from None

    def counters(self) -> dict[str, int]:
        return dict(self._bridge.counters().to_py())

    def on_loss(self, callback: Callable[[], None]) -> None:
        from pyodide.ffi import create_once_callable  # type: ignore[import-not-found]

        self._bridge.on_loss(create_once_callable(callback))

    def debug(self, enabled: bool) -> None:
        self._bridge.debug(enabled)
