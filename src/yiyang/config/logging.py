"""Logs are JSON lines without personal data: events and codes, never names or numbers."""

from __future__ import annotations

import logging.config

import structlog


def configure(options: dict[str, bool]) -> None:
    """Set up structlog and Django's loggers; production logs JSON, elsewhere plain lines."""
    renderer = (
        structlog.processors.JSONRenderer()
        if options["production"]
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
            "handlers": {"stderr": {"class": "logging.StreamHandler"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            # A request line would carry a path and its query: keep it out of the logs.
            # Bugs are logged by faces/web/middleware.py, by kind and place alone.
            "loggers": {
                "django.request": {"level": "CRITICAL"},
                "django.security": {"level": "CRITICAL"},
            },
        }
    )
