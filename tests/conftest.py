"""Fixtures of all rooms: a fresh database, on each engine that Mellom runs on."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
import pytest_asyncio

from tests.support.postgres import Postgres, find_binaries, serve

if TYPE_CHECKING:
    from playwright.async_api import Browser

ENGINES = ["sqlite", "postgresql"]
NO_POSTGRES = "no PostgreSQL server programs here (Debian: the package postgresql)"
NO_CHROMIUM = "no Chromium here (Debian: the package chromium)"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--every-engine` runs the tests of all rooms on both engines."""
    parser.addoption("--every-engine", action="store_true", help="run each test of a room on PostgreSQL as well")


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with the newest schema and no rows.

    A test that is about one engine only says so: `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.
    """
    if request.param == "sqlite":
        file = tmp_path / "mellom.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield _sqlite_url(file)
        return
    template: str = request.getfixturevalue("postgres_template")
    yield from _postgres_database(request.getfixturevalue("postgres"), template)


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any schema."""
    if request.param == "sqlite":
        yield _sqlite_url(tmp_path / "empty.db")
        return
    yield from _postgres_database(request.getfixturevalue("postgres"), "template0")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The one PostgreSQL server of this run (of this worker, where there are several)."""
    binaries = find_binaries()
    if binaries is None:
        _leave_out(NO_POSTGRES)
    with serve(binaries) as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator["Browser"]:
    """The one browser of this run (of this worker, where there are several)."""
    # Only tests of pages pay for loading what drives it.
    from tests.support.browser import find_chromium, launched

    program = find_chromium()
    if program is None:
        _leave_out(NO_CHROMIUM)
    async with launched(program) as browser:
        yield browser


def _leave_out(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":  # noqa: TID251
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema, to be copied."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    _migrate(_sqlite_url(file))
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """The name of a PostgreSQL database with the newest schema, to be copied."""
    name = postgres.create()
    _migrate(postgres.url(name))
    return name


def _migrate(url: str) -> None:
    # Only tests with a database pay for loading the storage.
    from bot.storage.migrate import migrate

    migrate(url)


def _sqlite_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def _postgres_database(server: Postgres, template: str) -> Iterator[str]:
    name = server.create(template)
    yield server.url(name)
    server.drop(name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests measured, and one line for all that was left out for want of a program."""
    for report in (report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])):
        for name, said in getattr(report, "user_properties", []):
            if name == "figures":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {said}")
    for why in (NO_POSTGRES, NO_CHROMIUM):
        left_out = [report for report in terminalreporter.stats.get("skipped", []) if why in str(report.longrepr)]
        if left_out:
            terminalreporter.write_line(f"{len(left_out)} tests skipped: {why}", yellow=True)
