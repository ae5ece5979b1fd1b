"""Bytes on their way between a Python program here and the one in the browser."""

import itertools
import threading

from texelflow.host.server import Request, Response


class Parcels:
    """Numbered byte strings that the browser fetches with GET and delivers with PUT."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._held: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def reserve(self) -> str:
        """A number for a parcel that the browser will deliver."""
        return str(next(self._numbers))

    def post(self, data: bytes) -> str:
        """The number under which the browser can fetch `data`."""
        number = self.reserve()
        with self._lock:
            self._held[number] = bytes(data)
        return number

    def take(self, number: str) -> bytes:
        """The parcel, which is then gone from here."""
        with self._lock:
            return self._held.pop(number)

    def answer(self, request: Request) -> Response:
        with self._lock:
            if request.method == "PUT":
                self._held[request.rest] = request.body
                return Response()
            if request.rest in self._held:
                return Response(self._held[request.rest])
        return Response(status=404)
