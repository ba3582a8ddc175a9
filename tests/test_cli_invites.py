"""`mellom invites`: links as the contract has them, beyond guessing, and kept as hashes only."""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.flow.door import hash_of
from bot.sandbox.server import running_sandbox
from tests.support.cli import TOKEN, Mellom
from tests.support.programmes import write_programme

INVITE_KEYS = ["person", "team", "role", "code", "url", "group_url", "expires_at"]


@pytest.fixture
async def linked(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Mellom]:
    """The program with the example applied and a Bot API that answers."""
    mellom = Mellom.with_database(tmp_path, sqlite_template)
    await asyncio.to_thread(mellom, "apply", write_programme(tmp_path))
    async with running_sandbox(tokens=frozenset({TOKEN})) as stand_in:
        yield mellom.but(telegram_api_url=stand_in.url)


async def test_invites_are_told_as_the_contract_has_them(linked: Mellom) -> None:
    done = await asyncio.to_thread(linked, "invites", "--json")

    assert [list(it) for it in done.json] == [INVITE_KEYS] * 5
    by_person = {it["person"]: it for it in done.json}
    assert {who: (it["team"], it["role"]) for who, it in by_person.items()} == {
        "anne": (["ridge"], ["facilitator", "owner"]),
        "per": (["ridge"], ["manager"]),
        "kari": (["ridge"], ["member"]),
        "ola": (["ridge"], ["member"]),
        None: (["ridge"], ["member"]),
    }
    kari, anybody = by_person["kari"], by_person[None]
    assert kari["url"] == f"https://t.me/mellom_bot?start={kari['code']}"
    assert kari["group_url"] is None
    assert anybody["group_url"] == f"https://t.me/mellom_bot?startgroup={anybody['code']}"
    good_for = datetime.fromisoformat(kari["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=29, hours=23) < good_for <= timedelta(days=30)
    # The team's own code lives until the collaborative ends: the day after, at midnight in Oslo.
    assert anybody["expires_at"] == "2027-06-18T22:00:00+00:00"


async def test_codes_are_beyond_guessing_and_kept_as_hashes_only(linked: Mellom) -> None:
    first = await asyncio.to_thread(linked, "invites", "--json")
    second = await asyncio.to_thread(linked, "invites", "--json")

    codes = [it["code"] for it in [*first.json, *second.json]]
    kept = {hash_ for (hash_,) in linked.rows("SELECT code_hash FROM invites")}
    on_disk = b"".join(file.read_bytes() for file in linked.folder.glob("mellom.db*"))
    assert len(set(codes)) == 10
    assert all(len(base64.urlsafe_b64decode(code)) * 8 >= 128 for code in codes)
    assert {hash_of(code) for code in codes} == kept
    assert [code for code in codes if code.encode() in on_disk] == []


async def test_invites_for_people_are_a_line_each(linked: Mellom) -> None:
    done = await asyncio.to_thread(linked.process, "invites")

    assert (done.status, done.err) == (0, "")
    assert [line.partition(":")[0] for line in done.lines] == [
        "anne (facilitator, owner of ridge)",
        "per (manager of ridge)",
        "kari (member of ridge)",
        "ola (member of ridge)",
        "anybody (member of ridge)",
    ]


async def test_one_person_gets_one_new_link(linked: Mellom) -> None:
    done = await asyncio.to_thread(linked, "invites", "--person", "kari", "--json")

    assert [it["person"] for it in done.json] == ["kari"]


async def test_the_links_of_a_team_can_be_ended(linked: Mellom) -> None:
    await asyncio.to_thread(linked, "invites")

    done = await asyncio.to_thread(linked, "invites", "--revoke", "ridge")

    assert done.lines == ["1 links ended"]
    assert linked.rows("SELECT count(*) FROM invites WHERE revoked_at IS NOT NULL") == [(1,)]


async def test_revoking_tells_programs_how_many_links_it_ended(linked: Mellom) -> None:
    await asyncio.to_thread(linked, "invites")

    done = await asyncio.to_thread(linked, "invites", "--revoke", "ridge", "--json")

    assert done.json == {"revoked": 1}
