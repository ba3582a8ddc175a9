"""The chats of this folder share one SQLite file, made anew before each: what was compiled for it stays."""

import shutil
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.support.world import KEPT


@pytest.fixture(scope="session")
def chats_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that all chats use, one after another."""
    file = tmp_path_factory.mktemp("chats") / "mellom.db"
    url = f"sqlite+aiosqlite:///{file}"
    KEPT[url] = Database(url)
    return file


@pytest.fixture
def database_url(database_url: str, chats_file: Path, sqlite_template: Path) -> str:
    """The address of a database with the newest schema and no rows."""
    if not database_url.startswith("sqlite"):
        return database_url
    for left in chats_file.parent.glob(f"{chats_file.name}*"):
        left.unlink()
    shutil.copyfile(sqlite_template, chats_file)
    return f"sqlite+aiosqlite:///{chats_file}"
