"""A web server on 127.0.0.1 for one browser session: folders as static files, some live routes.

Every address starts with a secret that is new for each server, so that no other page open in any
browser on this machine can read the files or pretend to be the session.
"""

import mimetypes
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

# Written out because the operating system's table may lack these or hold something else.
MIME_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".py": "text/x-python; charset=utf-8",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
}
ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass
class Request:
    """One request to a live route. `rest` is the path after the route's name."""

    method: str
    rest: str
    query: dict[str, str]
    body: bytes


@dataclass
class Response:
    """What to answer: bytes, their type, a status."""

    body: bytes = b""
    content_type: str = "application/octet-stream"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class LocalServer:
    """Serves mounted folders and routes under `url` until `close()`.

    With `isolated` the pages are cross-origin isolated: SharedArrayBuffer exists, and
    `performance.now()` ticks every 5 µs instead of every 100.
    """

    def __init__(self, *, isolated: bool = True) -> None:
        self.isolated = isolated
        self.secret = secrets.token_urlsafe(12)
        self._mounts: dict[str, Path] = {}
        self._routes: dict[str, Callable[[Request], Response]] = {}
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/{self.secret}"
        threading.Thread(
            target=self._http.serve_forever, args=(0.05,), name="texelflow server", daemon=True
        ).start()

    def mount(self, name: str, path: Path) -> str:
        """Serves a file or a folder as `/name`; returns its address."""
        self._mounts[name] = path.resolve()
        return f"{self.url}/{name}"

    def route(self, name: str, answer: Callable[[Request], Response]) -> None:
        """Lets `answer` handle every request to `/name` and below; it runs in a server thread."""
        self._routes[name] = answer

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, request: Request) -> Response:
        name, _, rest = request.rest.partition("/")
        if name in self._routes:
            return self._routes[name](Request(request.method, rest, request.query, request.body))
        if name in self._mounts and request.method == "GET":
            return _static(self._mounts[name], rest)
        return Response(b"not found", status=404)


def _static(root: Path, rest: str) -> Response:
    path = root / rest if rest else root
    if path.is_dir():
        path = path / "index.html"
    # The mount may be reached through a link, but nothing above it may be reached from it.
    if not path.is_file() or not path.resolve().is_relative_to(root):
        return Response(b"not found", status=404)
    kind = MIME_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return Response(path.read_bytes(), kind or "application/octet-stream")


def _handler_for(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # one connection for many requests
        disable_nagle_algorithm = True
        wbufsize = 64 * 1024  # headers and body in one segment

        def handle_any(self) -> None:
            address = urlsplit(self.path)
            prefix = f"/{server.secret}/"
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if address.path.startswith(prefix):
                rest = unquote(address.path[len(prefix) :])
                query = dict(parse_qsl(address.query, keep_blank_values=True))
                response = server.answer(Request(self.command, rest, query, body))
            else:
                response = Response(b"not found", status=404)
            self.send_response(response.status)
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(len(response.body)))
            self.send_header("Cache-Control", "no-store")
            for name, value in (ISOLATION if server.isolated else {}).items():
                self.send_header(name, value)
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(response.body)
            self.wfile.flush()

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_any

        def handle(self) -> None:
            # A browser that is closed, or killed, drops its connections: that is no error here.
            try:
                super().handle()
            except (ConnectionError, TimeoutError):
                self.close_connection = True

        def finish(self) -> None:
            try:
                super().finish()
            except (OSError, ValueError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: the terminal belongs to the script."""

    return Handler
