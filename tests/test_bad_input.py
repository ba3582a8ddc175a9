"""What people write wrongly: one clear line for each mistake, exit status 1, and nothing is changed."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import running_sandbox
from tests.support.cli import TOKEN, Done, Mellom
from tests.support.programmes import Edit, write_programme

CLOSED = "http://127.0.0.1:1"


@pytest.fixture
def mellom(tmp_path: Path, sqlite_template: Path) -> Mellom:
    return Mellom.with_database(tmp_path, sqlite_template)


def refused(done: Done) -> list[str]:
    """What was said, a line each problem; nothing on standard output, and no traceback."""
    assert (done.status, done.out) == (1, "")
    assert "Traceback" not in done.err
    return done.err.splitlines()


# Files


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        pytest.param([("title: First gathering", "title: First: gathering")], ["11"], id="a colon in a text"),
        pytest.param([("owners: [anne]", "owners: [anne")], ["20"], id="a bracket that is not closed"),
        pytest.param([("    phase", "\tphase")], ["24"], id="a tab"),
        pytest.param([("starts: 2026-08-31", "starts: 31.08.2026")], ["8"], id="a date written as at home"),
        pytest.param([("quality-improvement", "quality")], ["3"], id="a model that is not there"),
        pytest.param([("fortnightly", "monthly")], ["4"], id="a schedule that is not there"),
        pytest.param([("members: [kari", "members: [karl")], ["25"], id="a member whom nobody knows"),
        pytest.param([("id: ridge", "id: Ridge Team")], ["22"], id="an id that is no slug"),
        pytest.param([("language: nb\nstarts", "languages: nb\nstarts")], ["1", "7"], id="a key that is not known"),
        pytest.param([("id: ola,", "id: kari,"), ("kari, ola]", "kari]")], ["19"], id="an id that is used twice"),
    ],
)
def test_a_mistake_in_a_programme_file_is_told_with_its_line(
    mellom: Mellom, edits: list[Edit], said: list[str]
) -> None:
    write_programme(mellom.folder, *edits)

    lines = refused(mellom("apply", "ridge.yaml"))

    assert [line.split(":")[:2] for line in lines] == [["ridge.yaml", number] for number in said]
    assert mellom.rows("SELECT count(*) FROM collaboratives") == [(0,)]


def test_a_mistake_in_a_changed_file_changes_nothing(mellom: Mellom) -> None:
    mellom("apply", write_programme(mellom.folder))
    before = mellom.rows("SELECT * FROM teams")

    refused(mellom("apply", write_programme(mellom.folder, ("Ridge home care", "Ridge"), ("[per]", "[nobody]"))))

    assert mellom.rows("SELECT * FROM teams") == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ridge.yaml:1: this file is empty"),
        (b"\xff\xfe\x00broken", "ridge.yaml:1: this file is not in UTF-8; save it again with that encoding"),
        (b"- just\n- a list\n", "ridge.yaml:1: "),
    ],
)
def test_a_file_that_is_no_programme_is_told_so(mellom: Mellom, content: bytes, said: str) -> None:
    (mellom.folder / "ridge.yaml").write_bytes(content)

    (line,) = refused(mellom("apply", "ridge.yaml"))

    assert line.startswith(said)


def test_a_file_that_is_not_there_is_named(mellom: Mellom) -> None:
    assert refused(mellom.process("apply", "missing.yaml")) == [
        "missing.yaml:1: this file cannot be read: No such file or directory"
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--collaborative", "nothing"], "there is no collaborative called nothing; there are: safer-medication"),
        (["--person", "nobody"], "there is no person called nobody; use the id that stands in the programme file"),
        (["--revoke", "nowhere"], "there is no team called nowhere; name it as COLLABORATIVE/TEAM, as the file does"),
    ],
)
async def test_an_id_that_nobody_has_is_named(mellom: Mellom, words: list[str], said: str) -> None:
    await asyncio.to_thread(mellom, "apply", write_programme(mellom.folder))
    async with running_sandbox(tokens=frozenset({TOKEN})) as stand_in:
        done = await asyncio.to_thread(mellom.but(telegram_api_url=stand_in.url), "invites", *words)

    assert refused(done) == [said]
    assert mellom.rows("SELECT count(*) FROM invites") == [(0,)]


# The Bot API


def test_a_bot_api_that_is_out_of_reach_is_named_and_no_code_is_made(mellom: Mellom) -> None:
    mellom("apply", write_programme(mellom.folder))

    done = mellom.but(telegram_api_url=CLOSED).process("invites", "--json")

    assert refused(done) == [
        f"the Bot API at {CLOSED} cannot be reached; check the network and MELLOM_TELEGRAM_API_URL"
    ]
    assert mellom.rows("SELECT count(*) FROM invites") == [(0,)]


@pytest.mark.parametrize("command", ["invites", "run"])
async def test_a_token_that_is_refused_is_named_and_not_repeated(mellom: Mellom, command: str) -> None:
    async with running_sandbox(tokens=frozenset({"1:another"})) as stand_in:
        done = await asyncio.to_thread(mellom.but(telegram_api_url=stand_in.url).process, command)

    assert refused(done) == ["Telegram refuses the token in MELLOM_TELEGRAM_TOKEN; copy it anew from BotFather"]
    assert TOKEN not in done.err


@pytest.mark.parametrize("command", ["invites", "run"])
def test_a_token_that_is_missing_is_asked_for(mellom: Mellom, command: str) -> None:
    assert refused(mellom.but(telegram_token="")(command)) == [
        "MELLOM_TELEGRAM_TOKEN is missing: put the token that BotFather gave you (123456:ABC-...) into .env"
    ]


# Settings


@pytest.mark.parametrize(
    ("name", "value", "should_be"),
    [
        ("telegram_token", "hush", "the token that BotFather gave you, such as 123456:ABC-..."),
        ("telegram_token", "123456:", "the token that BotFather gave you, such as 123456:ABC-..."),
        ("telegram_api_url", "api.telegram.org", "an address that begins with https:// or http://"),
        ("telegram_api_url", "https://", "an address that begins with https:// or http://"),
        ("database_url", "mellom.db", "sqlite+aiosqlite:///FILE or postgresql+asyncpg://"),
        ("database_url", "sqlite:///mellom.db", "sqlite+aiosqlite:///FILE or postgresql+asyncpg://"),
        ("database_url", "mysql://localhost/mellom", "sqlite+aiosqlite:///FILE or postgresql+asyncpg://"),
        ("prompts_dir", "nowhere", "a folder that is there, with the bot's words"),
        ("schedules_dir", "nowhere", "a folder that is there, with the schedules"),
        ("webhook_url", "mellom.example.org", "an address that begins with https://"),
        ("webhook_secret", "not a secret", "1 to 256 letters, digits, _ and -"),
        ("listen", "8080", "HOST:PORT, such as 127.0.0.1:8080, or empty"),
        ("listen", "127.0.0.1:http", "HOST:PORT, such as 127.0.0.1:8080, or empty"),
        ("listen", "127.0.0.1:80800", "HOST:PORT, such as 127.0.0.1:8080, or empty"),
        ("base_url", "mellom.example.org", "an address that begins with https://"),
        ("smtp_url", "mail.example.org", "an address such as smtp://127.0.0.1:2525"),
        ("mail_from", "Mellom", "a mail address, such as mellom@example.org"),
        ("tick_seconds", "0", "a number of seconds above 0 and up to 300, such as 5"),
        ("tick_seconds", "often", "a number of seconds above 0 and up to 300, such as 5"),
        ("tick_seconds", "nan", "a number of seconds above 0 and up to 300, such as 5"),
        ("log_format", "xml", "console or json"),
        ("log_level", "loud", "debug, info, warning or error"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_should_be(mellom: Mellom, name: str, value: str, should_be: str) -> None:
    (line,) = refused(mellom.but(**{name: value})("check"))

    assert line.startswith(f"MELLOM_{name.upper()} is wrong: it should be {should_be}")


def test_every_wrong_setting_has_a_line_and_no_value_is_repeated(mellom: Mellom) -> None:
    wrong = mellom.but(telegram_token="hush-hush", tick_seconds="0", log_level="loud")

    lines = refused(wrong.process("run"))

    assert [line.partition(" is wrong: ")[0] for line in lines] == [
        "MELLOM_TELEGRAM_TOKEN",
        "MELLOM_TICK_SECONDS",
        "MELLOM_LOG_LEVEL",
    ]
    assert "hush" not in "".join(lines)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"webhook_url": "https://mellom.example.org"}, "MELLOM_WEBHOOK_SECRET is missing: it should be 1 to 256"),
        ({"smtp_url": "smtp://127.0.0.1:2525"}, "MELLOM_MAIL_FROM is missing: it should be a mail address"),
    ],
)
def test_a_setting_that_another_one_needs_is_asked_for(mellom: Mellom, settings: dict[str, str], said: str) -> None:
    (line,) = refused(mellom.but(**settings)("check"))

    assert line.startswith(said)


def test_a_setting_that_is_empty_has_its_default(mellom: Mellom) -> None:
    empty = mellom.but(database_url="", prompts_dir="", tick_seconds="", log_level="", telegram_api_url="")

    assert empty("check").status == 0


def test_a_settings_file_that_is_no_text_is_named(mellom: Mellom) -> None:
    (mellom.folder / ".env").write_bytes("MELLOM_MAIL_FROM=åse@example.org\n".encode("latin-1"))

    assert refused(mellom("check")) == ["the file .env is not in UTF-8; save it again with that encoding"]


# Addresses on this machine


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        yield somebody.getsockname()[1]


async def test_a_port_that_is_in_use_is_named(mellom: Mellom, taken_port: int) -> None:
    async with running_sandbox() as stand_in:
        there = mellom.but(telegram_api_url=stand_in.url, listen=f"127.0.0.1:{taken_port}", log_level="warning")
        done = await asyncio.to_thread(there.process, "run")

    (line,) = refused(done)
    assert line.startswith(f"the address 127.0.0.1:{taken_port} in MELLOM_LISTEN cannot be had")
    assert line.endswith("choose another port")


def test_the_stand_in_names_a_port_that_is_in_use(mellom: Mellom, taken_port: int) -> None:
    assert refused(mellom.process("sandbox", "--port", str(taken_port))) == [
        f"port {taken_port} on 127.0.0.1 is in use; stop the other program or choose another port"
    ]
