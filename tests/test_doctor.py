"""The doctor: a line about each thing that the bot needs, whatever is wrong with the others, and nothing is changed."""

import asyncio
import hashlib
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox.server import running_sandbox
from bot.settings import ROOT
from tests.support.cli import TOKEN, Done, Mellom
from tests.support.mailserver import post_office
from tests.support.programmes import write_programme

CLOSED = "http://127.0.0.1:1"


@pytest.fixture
def mellom(tmp_path: Path, sqlite_template: Path) -> Mellom:
    return Mellom.with_database(tmp_path, sqlite_template).but(telegram_api_url=CLOSED)


async def examined(mellom: Mellom) -> Done:
    return await asyncio.to_thread(mellom, "doctor")


def line(done: Done, name: str) -> str:
    """What was said about this."""
    (found,) = [line.removeprefix(f"{name}: ") for line in done.lines if line.startswith(f"{name}: ")]
    return found


def fingerprints(folder: Path) -> dict[str, str]:
    """What is in a folder, to see whether it changed."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


@asynccontextmanager
async def clock_server(date: str) -> AsyncIterator[str]:
    """Something that answers over HTTP and says that it is this date."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        head = f"HTTP/1.1 401 Unauthorized\r\nDate: {date}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_where_all_is_well_each_line_says_ok(mellom: Mellom) -> None:
    await asyncio.to_thread(mellom, "apply", write_programme(mellom.folder))
    async with running_sandbox(tokens=frozenset({TOKEN})) as stand_in:
        done = await examined(mellom.but(telegram_api_url=stand_in.url))

    assert (done.status, done.err) == (0, "")
    assert [line.partition(",")[0] for line in done.lines] == [
        "settings: ok",
        "token: ok",
        "Bot API: ok",
        "database: ok",
        "content: ok",
        "time zone: ok",
        "mail: ok",
    ]
    assert line(done, "token") == "ok, it is that of @mellom_bot"


async def test_a_token_that_is_refused_is_told_apart_from_a_bot_api_that_is_away(mellom: Mellom) -> None:
    async with running_sandbox(tokens=frozenset({"1:another"})) as stand_in:
        done = await examined(mellom.but(telegram_api_url=stand_in.url))

    assert done.status == 1
    assert line(done, "Bot API") == f"ok, {stand_in.url} answers"
    assert line(done, "token") == "Telegram refuses the token in MELLOM_TELEGRAM_TOKEN; copy it anew from BotFather"


async def test_a_bot_api_that_is_away_keeps_nothing_else_from_being_looked_at(mellom: Mellom) -> None:
    done = await examined(mellom)

    assert done.status == 1
    assert line(done, "Bot API") == (
        f"nothing answers at {CLOSED}; check the network, the proxy and MELLOM_TELEGRAM_API_URL"
    )
    assert line(done, "token") == "not looked at, because the Bot API does not answer"
    assert [line(done, name) for name in ("settings", "database", "content", "time zone")] == ["ok"] * 4


async def test_a_missing_token_is_asked_for(mellom: Mellom) -> None:
    done = await examined(mellom.but(telegram_token=""))

    assert line(done, "token").startswith("MELLOM_TELEGRAM_TOKEN is missing: put the token that BotFather gave you")


async def test_wrong_settings_are_findings_and_the_rest_is_looked_at(mellom: Mellom) -> None:
    wrong = mellom.but(telegram_token="abc", database_url="mysql://x", prompts_dir="nowhere", smtp_url="smtp://x")

    done = await examined(wrong)

    assert (done.status, done.err) == (1, "")
    assert [it.split()[1] for it in done.lines if it.startswith("settings: ")] == [
        "MELLOM_TELEGRAM_TOKEN",
        "MELLOM_DATABASE_URL",
        "MELLOM_PROMPTS_DIR",
        "MELLOM_MAIL_FROM",
    ]
    assert line(done, "token") == "not looked at, because MELLOM_TELEGRAM_TOKEN is wrong"
    assert line(done, "database") == "not looked at, because MELLOM_DATABASE_URL is wrong"
    assert line(done, "content") == "not looked at, because MELLOM_PROMPTS_DIR is wrong"
    assert line(done, "time zone") == "ok, but those of the programmes could not be read"
    assert line(done, "mail") == "not looked at, because MELLOM_MAIL_FROM is wrong"


async def test_broken_content_is_counted_and_its_first_problem_shown(mellom: Mellom, tmp_path: Path) -> None:
    schedules = shutil.copytree(ROOT / "schedules", tmp_path / "schedules")
    (schedules / "weekly.yaml").write_text("id: weekly\nevery: [\n")

    done = await examined(mellom.but(schedules_dir=str(schedules)))

    assert line(done, "content").startswith(f"1 to put right (see mellom check), first {schedules}/weekly.yaml:3: ")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        pytest.param("", "ok", id="the newest schema"),
        pytest.param("DELETE FROM alembic_version", "has no tables yet; mellom migrate makes them", id="no schema"),
        pytest.param(
            "UPDATE alembic_version SET version_num = 'from-the-future'",
            "was made by a newer version of Mellom; use that version, or restore the backup",
            id="a newer schema",
        ),
        pytest.param(
            "UPDATE collaboratives SET zone = 'Europe/Atlantis'", "ok", id="an unknown zone is another matter"
        ),
    ],
)
async def test_the_schema_is_looked_at_and_left_as_it_is(mellom: Mellom, sql: str, said: str) -> None:
    mellom.rows(sql or "SELECT 1")
    before = fingerprints(mellom.folder)

    done = await examined(mellom)

    assert line(done, "database").endswith(said)
    assert fingerprints(mellom.folder) == before


async def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = await examined(Mellom.at(tmp_path, telegram_api_url=CLOSED))

    assert line(done, "database") == "the database mellom.db is not there yet; mellom migrate makes it"
    assert list(fingerprints(tmp_path)) == []


async def test_a_database_that_the_bot_uses_is_left_alone(mellom: Mellom) -> None:
    await asyncio.to_thread(mellom, "apply", write_programme(mellom.folder))
    before = fingerprints(mellom.folder)

    done = await examined(mellom)

    assert line(done, "database") == "ok"
    assert fingerprints(mellom.folder) == before


async def test_postgresql_is_looked_at_as_well(tmp_path: Path, empty_database_url: str) -> None:
    mellom = Mellom.at(tmp_path, telegram_api_url=CLOSED, database_url=empty_database_url)

    before = await examined(mellom)
    await asyncio.to_thread(mellom, "migrate")
    after = await examined(mellom)

    assert line(before, "database").endswith(("mellom migrate makes them", "mellom migrate makes it"))
    assert line(after, "database") == "ok"


async def test_a_zone_that_this_machine_does_not_know_is_named(mellom: Mellom) -> None:
    await asyncio.to_thread(mellom, "apply", write_programme(mellom.folder))
    mellom.rows("UPDATE teams SET zone = 'Europe/Atlantis'")

    done = await examined(mellom)

    assert line(done, "time zone") == "this machine does not know Europe/Atlantis; install tzdata anew"


async def test_a_clock_that_is_wrong_is_noticed(mellom: Mellom) -> None:
    async with clock_server("Mon, 07 Sep 2020 12:00:00 GMT") as url:
        done = await examined(mellom.but(telegram_api_url=url))

    assert line(done, "clock").endswith(" s ahead of the Bot API; set its clock (NTP)")


@pytest.mark.parametrize(
    ("base_url", "said"),
    [
        ("https://mellom.example.org", ""),
        ("", "; without MELLOM_BASE_URL mails have no buttons and no link to stop them"),
    ],
)
async def test_a_mail_server_is_asked_whether_it_would_take_a_mail(mellom: Mellom, base_url: str, said: str) -> None:
    async with post_office() as office:
        of_mail = {"smtp_url": office.url, "mail_from": "Mellom <mellom@example.org>", "base_url": base_url}
        done = await examined(mellom.but(**of_mail))

    assert line(done, "mail") == f"ok, 127.0.0.1:{office.port} takes mail from mellom@example.org{said}"
    assert office.got == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("550 5.7.1 no", "127.0.0.1:{} takes no mail from the address in MELLOM_MAIL_FROM (550)"),
        ("421 4.3.2 going down", "127.0.0.1:{} takes no mail from the address in MELLOM_MAIL_FROM (421)"),
    ],
)
async def test_a_mail_server_that_wants_nothing_of_us_is_told(mellom: Mellom, answer: str, said: str) -> None:
    async with post_office() as office:
        office.answers["mail"] = [answer]
        done = await examined(mellom.but(smtp_url=office.url, mail_from="mellom@example.org"))

    assert line(done, "mail") == said.format(office.port)
    assert done.status == 1


async def test_a_mail_server_that_is_not_there_is_told_without_its_password(mellom: Mellom) -> None:
    done = await examined(mellom.but(smtp_url="smtp://me:secret@127.0.0.1:1", mail_from="mellom@example.org"))

    assert line(done, "mail") == "nothing answers at 127.0.0.1:1; check MELLOM_SMTP_URL and the network"
    assert "secret" not in "".join(done.lines)


async def test_the_token_is_never_shown(mellom: Mellom) -> None:
    done = await asyncio.to_thread(mellom.process, "doctor")

    assert done.status == 1
    assert TOKEN.partition(":")[2] not in done.out + done.err
    assert "Traceback" not in done.err
