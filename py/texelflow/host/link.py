"""The two-way line to the interpreter in the browser: commands go in, output and results come back.

Everything that comes back travels in one ordered stream of frames, so that what a script printed
before it ended is here before its result is. The browser fetches commands by a long poll, so that
neither direction depends on the browser's driver being attended to.
"""

import itertools
import json
import struct
import threading
from collections.abc import Callable
from typing import Any

from texelflow.host.server import Request, Response

LONG_POLL_SECONDS = 20.0
STDOUT, STDERR, MESSAGE = 1, 2, 3
_FRAME = struct.Struct("<BI")


class Link:
    """Commands for the browser, and what it sent back."""

    def __init__(self, on_output: Callable[[int, bytes], None]) -> None:
        self._on_output = on_output
        self._ids = itertools.count(1)
        self._commands: list[dict[str, Any]] = []
        self._results: dict[int, dict[str, Any]] = {}
        self._notes: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        self._closed = False

    def send(self, do: str, **details: Any) -> int:
        """Queues a command; returns the number its result will carry."""
        number = next(self._ids)
        with self._changed:
            self._commands.append({"id": number, "do": do, **details})
            self._changed.notify_all()
        return number

    def take_result(self, number: int, patience: float) -> dict[str, Any] | None:
        """The result of command `number`, waited for at most `patience` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: number in self._results, patience)
            return self._results.pop(number, None)

    def take_notes(self, patience: float = 0.0) -> list[dict[str, Any]]:
        """What the page told of itself since the last call: start-up steps, failures."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._notes), patience)
            notes, self._notes = self._notes, []
            return notes

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def answer(self, request: Request) -> Response:
        """The server's route: `next` hands out commands, `frames` takes in what came back."""
        if request.rest == "next":
            with self._changed:
                self._changed.wait_for(lambda: self._commands or self._closed, LONG_POLL_SECONDS)
                commands, self._commands = self._commands, []
            return Response(json.dumps(commands).encode(), "application/json")
        if request.rest == "frames":
            self._take_in(request.body)
            return Response()
        return Response(status=404)

    def _take_in(self, body: bytes) -> None:
        at = 0
        while at < len(body):
            kind, length = _FRAME.unpack_from(body, at)
            at += _FRAME.size
            payload = body[at : at + length]
            at += length
            if kind in (STDOUT, STDERR):
                self._on_output(kind, payload)
                continue
            message = json.loads(payload)
            with self._changed:
                if "id" in message:
                    self._results[message["id"]] = message
                else:
                    self._notes.append(message)
                self._changed.notify_all()
