"""Logs without personal data: events and codes, never names or numbers.

What an exception says may hold values of a row, and a path keys of people, so of both only the
kind and the place in the code are written.  Production writes JSON lines, elsewhere plain ones.
"""

from __future__ import annotations

import json
import logging
import logging.config
import traceback
from datetime import UTC, datetime
from pathlib import Path

import structlog

FRAMES = 6  # of the innermost: enough to find the line


class WithoutPersonalData(logging.Formatter):
    """Writes an exception as its kind and its places in the code, a request as its route."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        event = {"logger": record.name, "level": record.levelname.lower()}
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = record.exc_info[0].__name__
            event["where"] = places(record.exc_info[2])
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            event["method"] = str(getattr(request, "method", ""))
            event["route"] = match.route if match else "unknown"
        elif "error" not in event or record.name.startswith("yiyang."):
            event["event"] = record.getMessage()  # our own words name no one
        if self.as_json:
            moment = datetime.fromtimestamp(record.created, UTC).isoformat()
            return json.dumps({**event, "timestamp": moment}, ensure_ascii=False)
        return " ".join(f"{name}={value}" for name, value in event.items())


def places(trace: object) -> str:
    """Return where an exception passed: file, line and function of the innermost frames."""
    frames = traceback.extract_tb(trace)[-FRAMES:]  # type: ignore[arg-type]
    return " > ".join(f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in frames)


def configure(options: dict[str, bool]) -> None:
    """Set up structlog and Django's loggers."""
    production = options["production"]
    renderer = (
        structlog.processors.JSONRenderer()
        if production
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"plain": {"()": WithoutPersonalData, "as_json": production}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            # A request line would carry a path and its query: keep it out of the logs.
            # Bugs are logged by faces/web/middleware.py, by kind and place alone.
            "loggers": {
                "django.request": {"level": "CRITICAL"},
                "django.security": {"level": "CRITICAL"},
                # The wrapper of each job says what failed, and where.
                "procrastinate": {"level": "CRITICAL"},
            },
        }
    )
