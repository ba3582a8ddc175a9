"""The table of cases: what happened, which state and stall on which day, and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stalls import deeds, findings
from tests.stalls.play import play
from tests.stalls.reading import Case, read_file

FILES = sorted(Path(__file__).with_name("cases").glob("*.yaml"))
# Their sentences are known once they are loaded.
LOADED = (deeds, findings)


def cases() -> Iterator[object]:
    """Every case on SQLite, and the first of each file on PostgreSQL too.

    One in which the bot differs from what is right says so, and fails once it no longer does.
    """
    for file in FILES:
        for number, case in enumerate(read_file(file)):
            for engine in ("sqlite", "postgresql")[: 2 if number == 0 else 1]:
                why = case.given.get("differs")
                marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
                yield pytest.param(engine, case, id=f"{file.stem}: {case.name} [{engine}]", marks=marks)


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(("database_url", "case"), list(cases()), indirect=["database_url"])
async def test_case(database_url: str, case: Case) -> None:
    await play(case, database_url)


def test_the_table_has_cases_enough_and_no_two_of_one_name() -> None:
    names = [case.name for file in FILES for case in read_file(file)]

    assert len(names) >= 60
    assert len(set(names)) == len(names)
