"""One line of JSON for each request and each event: what happened and how long it took, never what anybody typed."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Request, Response

LOGGER = logging.getLogger("advisor")
METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"))
_ID = re.compile(r"[A-Za-z0-9._=-]{8,64}")


class OneLine(logging.Formatter):
    """Write a record as one line of JSON; of an exception only its type and where it happened, not its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; everything but ASCII is escaped, so no character can end it or steer a terminal."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        row: dict[str, Any] = {"time": time, "level": record.levelname.lower(), "event": record.getMessage()}
        row.update(getattr(record, "told", {}))
        if record.exc_info and record.exc_info[0]:
            row["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            row["at"] = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
        return json.dumps(row)


def init() -> None:
    """Send the log to standard output, once."""
    if not LOGGER.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(OneLine())
        LOGGER.addHandler(handler)
        LOGGER.setLevel(logging.INFO)
        LOGGER.propagate = False


def request_id(request: Request, believed: bool) -> str:
    """Return the router's id of a request where there is a router to believe and it sent a sound one, else a new one."""
    given = request.headers.get("X-Request-ID", "") if believed else ""
    return given if _ID.fullmatch(given) else uuid.uuid4().hex


def told(request: Request, response: Response, seconds: float, name: str) -> dict[str, Any]:
    """Return what is logged of one request: no query, no body, no address of a person, no path that is not ours."""
    known = request.url_rule is not None and response.status_code != 404
    return {
        "id": name,
        "method": request.method if request.method in METHODS else "OTHER",
        "path": request.path[:100] if known else None,
        "status": response.status_code,
        "ms": round(seconds * 1000, 2),
    }


def write(event: str, **row: Any) -> None:
    """Write one event."""
    LOGGER.info(event, extra={"told": row})


def failed(event: str, **row: Any) -> None:
    """Write an event with the exception being handled."""
    LOGGER.exception(event, extra={"told": row})
