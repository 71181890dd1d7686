"""The log: one JSON object a line, with names of routes and errors; never an address, a path, or a
text."""

import json
import logging
import sys
import traceback
from types import TracebackType

from flask import Flask, request

from intake_service import clock
from intake_service.work.service import Service

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

_logger = logging.getLogger("intake")


def start() -> None:
    """Send the log to standard error; called in each process that serves."""
    logging.getLogger("gunicorn.error").addFilter(_about_nobody)
    if not _logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        _logger.addHandler(handler)
        _logger.setLevel(logging.INFO)
        _logger.propagate = False


def _about_nobody(record: logging.LogRecord) -> bool:
    """Cut off what the server says about a request: whose address, which path, what was wrong in
    it."""
    message = str(record.msg)
    if "request" in message.lower():
        record.msg = message.partition("request")[0] + "request"
        record.args = ()
        record.exc_info = None
    return True


def event(name: str, **facts: str | int | list[str]) -> None:
    """Write one line: the day, what happened, and facts that tell nothing about a person."""
    _logger.info(
        json.dumps({"day": clock.today().isoformat(), "event": name, **facts}, ensure_ascii=False)
    )


def tell_of_restore(service: Service) -> None:
    """Say that the doors are closed, because a database came back without its tombstones."""
    if service.tombstones.closed_since() is not None:
        event("restored-without-tombstones")


def install(app: Flask) -> None:
    """Log exceptions by type and place only: their messages may quote what somebody wrote."""

    def log_exception(info: ExceptionInfo) -> None:
        error = info[1]
        trace = info[2]
        where = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
        ]
        event("error", route=request.endpoint or "", error=type(error).__name__, where=where[-8:])

    app.log_exception = log_exception  # type: ignore[method-assign,assignment]
