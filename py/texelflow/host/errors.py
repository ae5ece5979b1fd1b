"""What can go wrong between this machine and the browser, one class for each."""


class HostError(RuntimeError):
    """Something on this machine is missing or refuses to start; the message says how to mend it."""


class BrowserDied(HostError):
    """The page, or the whole browser, ended while Python was still running in it."""


class RunTimeout(HostError):
    """The Python code in the browser did not finish in the time it was given."""


class RemoteError(RuntimeError):
    """An exception that the Python code in the browser did not catch.

    `type_name` and `message` are the exception's own; `traceback` is the text that CPython would
    have printed for it.
    """

    def __init__(self, type_name: str, message: str, traceback: str) -> None:
        super().__init__(f"{type_name}: {message}\n\nIn the browser:\n{traceback}")
        self.type_name = type_name
        self.message = message
        self.traceback = traceback
