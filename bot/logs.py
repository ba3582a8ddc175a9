"""Logs: events with fields, for people or for machines, and never a token in either."""

import logging
import re
import sys
from typing import Any

import structlog

# Glued to `/bot` in every address of the Bot API, so there is no word boundary before it.
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
SCRUBBED = "<token>"


class ScrubbingFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats a record, its traceback included, and takes every token out of what comes of it."""

    def __init__(self, *args: Any, secrets: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, SCRUBBED)
        return _TOKEN.sub(SCRUBBED, text)


def set_up(log_format: str, level: str, *, secrets: tuple[str, ...] = ()) -> None:
    """Send every log to standard error in this format, from this level on, without these secrets."""
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ScrubbingFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=shared,
            secrets=secrets,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # These name addresses with the token, and every tick: of use only when something is wrong.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # The library's own lines repeat what is sent, names and answers included.
    for noisy in ("httpx", "httpcore", "telegram", "aiosqlite", "asyncio", "uvicorn", "uvicorn.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
