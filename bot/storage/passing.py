"""Which failures are the database's own and pass: the same work may well succeed at the next try."""

import logging

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

# PostgreSQL's classes of errors: the connection, a deadlock or conflict, resources, an operator, the system.
_CLASSES = frozenset({"08", "40", "53", "55", "57", "58"})


def is_passing(error: Exception) -> bool:
    """Whether the database was out of reach or busy, rather than what was asked of it wrong."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError | NoConnectionFree)
    if code := getattr(error.orig, "sqlstate", None):
        return str(code)[:2] in _CLASSES
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def log_failure(log: logging.Logger, what: str, error: Exception, **extra: object) -> None:
    """One line for what passes by itself, and a traceback for what does not."""
    if is_passing(error):
        log.warning("%s: the database was busy or out of reach", what, extra=extra)
    else:
        log.error(what, extra=extra, exc_info=error)
