"""Exceptions as they travel to the host."""

from __future__ import annotations

import traceback


def explain(error: BaseException) -> dict[str, str]:
    """Return the error's type, message and traceback, without the suite's own frames in front."""
    trace = error.__traceback__
    while trace and trace.tb_next and "/inside/" in trace.tb_frame.f_code.co_filename:
        trace = trace.tb_next
    lines = traceback.format_exception(type(error), error, trace)
    return {"type": type(error).__name__, "message": str(error), "traceback": "".join(lines)}
