"""Disks and databases that cannot be used: one clear line each, exit status 1, and nothing half-written."""

import asyncio
import contextlib
import shutil
import sqlite3
from pathlib import Path

import asyncpg
import pytest

from tests.support.cli import Done, Mellom
from tests.support.disks import on_full_disk, read_only, small_files
from tests.support.postgres import USER, Postgres
from tests.support.programmes import write_programme

ON_DISK = "sqlite+aiosqlite:///disk/mellom.db"
FULL = "the database disk/mellom.db has no room left: the disk is full; free some space and try again"
ONLY_READ = "may only be read; give the bot's account the right to write to the file and its folder"


@pytest.fixture
def mellom(tmp_path: Path, sqlite_template: Path) -> Mellom:
    write_programme(tmp_path)
    return Mellom.with_database(tmp_path, sqlite_template)


def refused(done: Done) -> str:
    """What was said, which has to be one line, with exit status 1 and nothing else."""
    assert (done.status, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1, done.err
    return done.err.rstrip()


def collaboratives(file: Path) -> int:
    """How many there are in a database, which has to be sound."""
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    (found,) = connection.execute("SELECT count(*) FROM collaboratives").fetchone()
    connection.close()
    return int(found)


# Disks


def test_a_disk_that_fills_up_while_the_schema_is_made_leaves_nothing_of_it(tmp_path: Path) -> None:
    mellom = Mellom.at(tmp_path, database_url=ON_DISK)

    done = mellom.process("migrate", by=on_full_disk(tmp_path, 100))

    assert refused(done) == FULL
    assert (tmp_path / "copy" / "mellom.db").read_bytes() == b""
    assert mellom.but(database_url="sqlite+aiosqlite:///copy/mellom.db")("migrate").status == 0


def test_a_disk_that_fills_up_while_a_programme_is_applied_leaves_nothing_of_it(mellom: Mellom) -> None:
    folder = mellom.folder
    (folder / "disk").mkdir()
    shutil.move(folder / "mellom.db", folder / "disk")
    room = (folder / "disk" / "mellom.db").stat().st_size // 1024 + 60

    done = mellom.but(database_url=ON_DISK).process("apply", "ridge.yaml", by=on_full_disk(folder, room))

    assert refused(done) == FULL
    assert collaboratives(folder / "copy" / "mellom.db") == 0
    assert mellom.but(database_url="sqlite+aiosqlite:///copy/mellom.db")("apply", "ridge.yaml").status == 0


def test_a_limit_on_the_size_of_files_is_like_a_full_disk(mellom: Mellom) -> None:
    done = mellom.process("apply", "ridge.yaml", by=small_files(40_000))

    assert refused(done) == (
        "the database mellom.db cannot be written to: the disk is broken or has no room left; see to it and try again"
    )
    assert collaboratives(mellom.folder / "mellom.db") == 0
    assert mellom("apply", "ridge.yaml").status == 0


def test_a_disk_that_may_only_be_read_is_said_to_be_one(mellom: Mellom) -> None:
    done = mellom.process("apply", "ridge.yaml", by=read_only(mellom.folder))

    assert refused(done) == f"the database mellom.db {ONLY_READ}"
    assert collaboratives(mellom.folder / "mellom.db") == 0


def test_no_database_can_be_made_where_nothing_may_be_written(tmp_path: Path) -> None:
    done = Mellom.at(tmp_path).process("migrate", by=read_only(tmp_path))

    assert refused(done) == (
        "the database mellom.db cannot be opened; check that the folder is there and that the bot's account may "
        "write to it"
    )
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_sees_that_a_disk_may_only_be_read(mellom: Mellom) -> None:
    done = mellom.but(telegram_api_url="http://127.0.0.1:1").process("doctor", by=read_only(mellom.folder))

    assert f"database: the database mellom.db {ONLY_READ}" in done.out


def test_an_export_to_a_disk_that_may_only_be_read_is_refused(mellom: Mellom) -> None:
    (mellom.folder / "closed").mkdir()

    done = mellom.process("export", "audit", "--out", mellom.folder / "closed/a.csv", by=read_only_below(mellom))

    assert refused(done).endswith("a.csv cannot be written: Read-only file system; the export was not made")


def read_only_below(mellom: Mellom) -> list[str]:
    """As `read_only`, for the folder that is closed; the program goes on in its own."""
    return [*read_only(mellom.folder / "closed"), "env", "-C", str(mellom.folder)]


# SQLite files


def test_a_database_that_another_program_holds_is_said_to_be_locked(mellom: Mellom) -> None:
    holder = sqlite3.connect(mellom.folder / "mellom.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    done = mellom.but(database_url="sqlite+aiosqlite:///mellom.db?timeout=0.1")("apply", "ridge.yaml")
    holder.execute("ROLLBACK")
    holder.close()

    assert refused(done) == "the database mellom.db is locked by another program; close that one and try again"
    assert collaboratives(mellom.folder / "mellom.db") == 0


def test_a_writer_that_does_not_end_is_waited_for_and_then_named(mellom: Mellom) -> None:
    holder = sqlite3.connect(mellom.folder / "mellom.db", isolation_level=None)
    holder.execute("PRAGMA journal_mode=WAL")
    holder.execute("BEGIN IMMEDIATE")

    done = mellom("apply", "ridge.yaml")
    holder.execute("ROLLBACK")
    holder.close()

    assert refused(done) == "the database mellom.db is locked by another program; close that one and try again"
    assert collaboratives(mellom.folder / "mellom.db") == 0


def test_a_file_of_another_kind_is_left_as_it_is(mellom: Mellom) -> None:
    (mellom.folder / "mellom.db").write_bytes(b"shopping list\n" * 500)

    done = mellom.process("apply", "ridge.yaml")

    assert refused(done) == (
        "the database mellom.db is a file of another kind; move it away or change MELLOM_DATABASE_URL"
    )
    assert (mellom.folder / "mellom.db").read_bytes() == b"shopping list\n" * 500


@pytest.mark.parametrize("command", [["migrate"], ["apply", "ridge.yaml"], ["export", "audit"], ["run"]], ids=" ".join)
def test_a_database_of_a_newer_version_is_left_as_it_is(mellom: Mellom, command: list[str]) -> None:
    mellom.rows("UPDATE alembic_version SET version_num = 'from-the-future'")
    before = (mellom.folder / "mellom.db").read_bytes()

    done = mellom(*command)

    assert refused(done) == (
        "the database mellom.db was made by a newer version of Mellom; use that version, or restore the backup"
    )
    assert (mellom.folder / "mellom.db").read_bytes() == before


def test_a_damaged_database_is_said_to_be_damaged(mellom: Mellom) -> None:
    file = mellom.folder / "mellom.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))

    said = refused(mellom("apply", "ridge.yaml"))

    assert said == "the database mellom.db is damaged; restore it from the newest backup"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            "missing/mellom.db",
            "the folder of the database missing/mellom.db is not there; make it, or change MELLOM_DATABASE_URL",
        ),
        (".", "the database . cannot be opened; check that the folder is there and that the bot's account may"),
        (":memory:", "MELLOM_DATABASE_URL should name a file: sqlite+aiosqlite:///mellom.db"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(mellom: Mellom, file: str, said: str) -> None:
    lost = mellom.but(database_url=f"sqlite+aiosqlite:///{file}")

    assert refused(lost("apply", "ridge.yaml")).startswith(said)
    assert collaboratives(mellom.folder / "mellom.db") == 0


# PostgreSQL


def test_a_postgresql_that_is_not_there_is_named_without_its_password(mellom: Mellom) -> None:
    done = mellom.but(database_url="postgresql+asyncpg://mellom:secret@127.0.0.1:1/mellom").process("migrate")

    assert refused(done) == (
        "the database postgresql+asyncpg://mellom:***@127.0.0.1:1/mellom cannot be reached; is the server running, "
        "and is the address in MELLOM_DATABASE_URL right?"
    )


@pytest.mark.parametrize("address", ["nowhere.invalid/mellom", "127.0.0.1:port/mellom"])
def test_an_address_of_postgresql_that_cannot_be_right_is_refused(mellom: Mellom, address: str) -> None:
    done = mellom.but(database_url=f"postgresql+asyncpg://mellom:secret@{address}")("migrate")

    assert "MELLOM_DATABASE_URL" in refused(done)
    assert "secret" not in done.err


def test_a_postgresql_database_that_nobody_made_is_asked_for(mellom: Mellom, postgres: Postgres) -> None:
    done = mellom.but(database_url=postgres.url("nobody_made_it"))("migrate")

    assert refused(done).endswith("is not there; create it (createdb) or change MELLOM_DATABASE_URL")


async def guard(postgres: Postgres) -> None:
    """Let the user `guarded` in with a password only."""
    connection = await asyncpg.connect(postgres.url("postgres").replace("+asyncpg", ""))
    await asyncio.to_thread(ask_for_password, Path(await connection.fetchval("SHOW hba_file")))
    await connection.execute("DROP ROLE IF EXISTS guarded")
    await connection.execute("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    await connection.execute("SELECT pg_reload_conf()")
    await connection.close()
    with contextlib.suppress(asyncpg.InvalidPasswordError):
        while True:
            # The server reads its rules anew in its own time.
            stranger = await asyncpg.connect(postgres.url("postgres").replace(f"+asyncpg://{USER}", "://guarded"))
            await stranger.close()


def ask_for_password(rules: Path) -> None:
    rules.write_text(f"host all guarded 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")


@pytest.mark.parametrize("login", ["guarded:wrong", "guarded", "stranger:any"])
def test_a_postgresql_that_refuses_the_user_or_the_password_is_quoted(
    mellom: Mellom, postgres: Postgres, login: str
) -> None:
    asyncio.run(guard(postgres))

    done = mellom.but(database_url=postgres.url("postgres").replace("mellom@", f"{login}@"))("migrate")

    assert refused(done).endswith("refuses the user or the password in MELLOM_DATABASE_URL")
