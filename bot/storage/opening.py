"""Opening a database, and saying in one sentence why it cannot be used."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.util.exc import CommandError
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from bot.storage.database import Database, DatabaseUnusable, check_url
from bot.storage.migrate import migrate_async


async def open_database(url: str) -> Database:
    """A database with the newest schema. DatabaseUnusable with what to do where it cannot be had."""
    check_address(url)
    with explained(url, OSError):
        try_file(make_url(url))
        await migrate_async(url)
    return Database(url)


def check_address(url: str) -> None:
    """DatabaseUnusable where this cannot be the address of a database, or names none that would last."""
    try:
        check_url(url)
        where = make_url(url)
    except ValueError:
        raise DatabaseUnusable("MELLOM_DATABASE_URL is wrong: after the colon behind HOST stands a number") from None
    if is_sqlite(where) and where.database in (None, "", ":memory:"):
        raise DatabaseUnusable("MELLOM_DATABASE_URL should name a file: sqlite+aiosqlite:///mellom.db")


def try_file(where: URL) -> None:
    """Open a SQLite file once, plainly: where that fails, aiosqlite leaves a thread that raises when all is over."""
    if is_sqlite(where):
        sqlite3.connect(str(where.database)).close()


@contextmanager
def explained(url: str, *also: type[Exception]) -> Iterator[None]:
    """Turn what goes wrong with the database in this block into DatabaseUnusable; mistakes of ours stay as they are.

    Where nothing but the database is reached for, OSError is `also` about it.
    """
    about_it: tuple[type[Exception], ...] = (SQLAlchemyError, sqlite3.Error, CommandError, *also)
    try:
        yield
    except (IntegrityError, DataError):
        raise
    except about_it as error:
        raise DatabaseUnusable(explain(url, error)) from None


def is_sqlite(where: URL) -> bool:
    """Whether the database is a file beside us."""
    return where.get_backend_name() == "sqlite"


def name_of(where: URL) -> str:
    """The database as it may be shown: without its password."""
    return str(where.database) if is_sqlite(where) else where.render_as_string(hide_password=True)


def explain(url: str, error: Exception) -> str:
    """What is wrong with the database, and what to do; without its password."""
    where = make_url(url)
    said = str(error.orig if isinstance(error, DBAPIError) and error.orig else error).lower()
    if is_sqlite(where) and where.database and not Path(where.database).parent.is_dir():
        return f"the folder of the database {name_of(where)} is not there; make it, or change MELLOM_DATABASE_URL"
    for sign, remedy in REMEDIES.items():
        if sign in said:
            return f"the database {name_of(where)} {remedy}"
    return f"the database {name_of(where)} cannot be used ({type(error).__name__}); check MELLOM_DATABASE_URL"


ONLY_READ = "may only be read; give the bot's account the right to write to the file and its folder"
_OUT_OF_REACH = "cannot be reached; is the server running, and is the address in MELLOM_DATABASE_URL right?"
NEWER = "was made by a newer version of Mellom; use that version, or restore the backup"

# What the engines say, in small letters, and what we say; the first that fits counts.
REMEDIES = {
    "database is locked": "is locked by another program; close that one and try again",
    "readonly": ONLY_READ,
    "read-only": ONLY_READ,
    "unable to open": "cannot be opened; check that the folder is there and that the bot's account may write to it",
    "disk i/o error": "cannot be written to: the disk is broken or has no room left; see to it and try again",
    "full": "has no room left: the disk is full; free some space and try again",
    "not a database": "is a file of another kind; move it away or change MELLOM_DATABASE_URL",
    "malformed": "is damaged; restore it from the newest backup",
    "password authentication": "refuses the user or the password in MELLOM_DATABASE_URL",
    "no password": "refuses the user or the password in MELLOM_DATABASE_URL",
    "role ": "refuses the user or the password in MELLOM_DATABASE_URL",
    "does not exist": "is not there; create it (createdb) or change MELLOM_DATABASE_URL",
    "permission denied": "may not be changed by this user; let it own the database (ALTER DATABASE ... OWNER TO ...)",
    "refused": _OUT_OF_REACH,
    "connect call failed": _OUT_OF_REACH,
    "connection": _OUT_OF_REACH,
    "name or service": _OUT_OF_REACH,
    "can't locate revision": NEWER,
}
