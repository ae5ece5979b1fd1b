"""Standard input for the script: read when the script asks for it, and no further."""

import os
import queue
import threading

from texelflow.host.server import Request, Response

NO_CONTENT, INTERRUPTED = 204, 409
CHUNK = 65536


class Stdin:
    """Answers each request with what there is on file descriptor `number`, waiting for some.

    A thread does the reading, because a read of a terminal cannot be called off; the answer can.
    """

    def __init__(self, number: int = 0) -> None:
        self._number = number
        self._wanted: queue.Queue[None] = queue.Queue()
        self._chunks: queue.Queue[bytes] = queue.Queue()
        self._reading = False
        self._interrupted = threading.Event()
        threading.Thread(target=self._read, name="texelflow stdin", daemon=True).start()

    def interrupt(self) -> None:
        """Ends the request that waits, if one does, so that Python can see its interrupt."""
        self._interrupted.set()

    def answer(self, request: Request) -> Response:
        """The server's route."""
        if not self._reading:
            self._reading = True
            self._wanted.put(None)
        while not self._interrupted.is_set():
            try:
                chunk = self._chunks.get(timeout=0.05)
            except queue.Empty:
                continue
            self._reading = False
            return Response(chunk) if chunk else Response(status=NO_CONTENT)
        # Only here is the event taken back, so that a Ctrl-C just before the request still ends it.
        # One that Python has seen already does no harm: Python asks again.
        self._interrupted.clear()
        return Response(status=INTERRUPTED)

    def _read(self) -> None:
        while True:
            self._wanted.get()
            try:
                chunk = os.read(self._number, CHUNK)
            except OSError:  # closed, as under a service manager: the same as empty
                chunk = b""
            self._chunks.put(chunk)
