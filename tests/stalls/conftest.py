"""The databases of this folder, as those of the flow: kept open, and emptied before each test."""

import shutil
from pathlib import Path

import pytest

from tests.flow.conftest import _closed_at_the_end, database_url, shared_postgresql

__all__ = ["_closed_at_the_end", "database_url", "shared_postgresql", "shared_sqlite"]


@pytest.fixture(scope="session")
def shared_sqlite(sqlite_template: Path) -> str:
    """A file that all tests of this folder use, one after another."""
    file = sqlite_template.with_name("stalls.db")
    shutil.copyfile(sqlite_template, file)
    return f"sqlite+aiosqlite:///{file}"
