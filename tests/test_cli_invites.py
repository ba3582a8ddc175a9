"""`mellom invites`: links as the contract has them, beyond guessing, and kept as hashes only."""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.flow.door import hash_of
from bot.sandbox.server import running_sandbox
from tests.support.cli import TOKEN, Mellom
from tests.support.disks import on_full_disk, read_only
from tests.support.posters import page, read_codes, words
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


# Posters


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_each_team_gets_a_poster_with_the_link_that_is_printed(linked: Mellom) -> None:
    folder = linked.folder / "for" / "the wall"

    done = await asyncio.to_thread(linked, "invites", "--qr", folder, "--json")

    (link,) = [it["url"] for it in done.json if it["person"] is None]
    assert [list(it) for it in done.json] == [INVITE_KEYS] * 5
    assert files(folder) == ["ridge.pdf", "ridge.png"]
    assert read_codes((folder / "ridge.png").read_bytes()) == [link]
    (press,) = page((folder / "ridge.pdf").read_bytes())["/Annots"]
    assert press.get_object()["/A"]["/URI"] == link
    assert "Mellom Ridge home care Ett minutt." in words((folder / "ridge.pdf").read_bytes())
    assert len(linked.rows("SELECT id FROM invites")) == 5


async def test_posters_are_told_of_below_the_links_and_nothing_else_is_said_into_a_pipe(linked: Mellom) -> None:
    done = await asyncio.to_thread(linked.process, "invites", "--qr", "posters")

    assert (done.status, done.err) == (0, "")
    assert len(done.lines) == 6
    assert done.lines[-1] == "1 poster in posters, each as PNG and PDF"


async def test_a_new_poster_takes_the_place_of_the_old_one_whose_link_stays_good(linked: Mellom) -> None:
    posters = linked.folder / "posters"
    await asyncio.to_thread(linked, "invites", "--qr", posters)
    (old,) = read_codes((posters / "ridge.png").read_bytes())
    (posters / "notes.txt").write_text("hang one in the kitchen")
    await asyncio.to_thread(linked, "invites", "--qr", posters)
    (new,) = read_codes((posters / "ridge.png").read_bytes())

    good = {code for (code,) in linked.rows("SELECT code_hash FROM invites WHERE revoked_at IS NULL")}
    assert old != new
    assert {hash_of(link.partition("start=")[2]) for link in (old, new)} <= good
    assert files(posters) == ["notes.txt", "ridge.pdf", "ridge.png"]


async def test_posters_of_several_collaboratives_have_its_id_in_front(linked: Mellom) -> None:
    other = write_programme(linked.folder, ("collaborative: safer-medication", "collaborative: falls"))
    await asyncio.to_thread(linked, "apply", other)

    await asyncio.to_thread(linked, "invites", "--qr", "all")
    await asyncio.to_thread(linked, "invites", "--qr", "one", "--collaborative", "falls")

    both = ["falls_ridge.pdf", "falls_ridge.png", "safer-medication_ridge.pdf", "safer-medication_ridge.png"]
    assert files(linked.folder / "all") == both
    assert files(linked.folder / "one") == ["ridge.pdf", "ridge.png"]


async def test_what_the_letters_of_a_poster_lack_is_told_beside_the_json(linked: Mellom) -> None:
    edited = write_programme(linked.folder, ("title: Ridge home care", 'title: "Ridge 🌟 home care 日本"'))
    await asyncio.to_thread(linked, "apply", edited)

    done = await asyncio.to_thread(linked, "invites", "--qr", "posters", "--json")

    assert len(done.json) == 5
    assert done.err == "the poster ridge has no letters for 🌟日本 and leaves them out\n"
    assert "Mellom Ridge home care Ett" in words((linked.folder / "posters/ridge.pdf").read_bytes())


@pytest.mark.parametrize("other", ["--person", "--revoke"])
def test_posters_are_for_teams_and_not_for_one_person(tmp_path: Path, other: str) -> None:
    done = Mellom.at(tmp_path)("invites", "--qr", "posters", other, "kari")

    assert done.status == 2
    assert f"posters are for teams; leave out {other}" in done.err
    assert files(tmp_path) == []


async def refused(linked: Mellom, folder: str, by: list[str] | None = None) -> str:
    """The one line that says why; no link may have been made, and nothing may be left of the posters."""
    done = await asyncio.to_thread(linked.process, "invites", "--qr", folder, by=by or [])

    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert linked.rows("SELECT id FROM invites") == []
    assert list(linked.folder.rglob("*.p[dn][fg]")) == []
    return done.err.rstrip()


async def test_a_file_is_no_folder_for_posters(linked: Mellom) -> None:
    (linked.folder / "posters").write_text("mine")

    assert await refused(linked, "posters") == ("posters is a file; name a folder for the posters; no links were made")
    assert await refused(linked, "posters/new") == (
        "no poster can be written to posters/new: Not a directory; no links were made"
    )
    assert (linked.folder / "posters").read_text() == "mine"


async def test_a_folder_that_may_only_be_read_takes_no_poster(linked: Mellom) -> None:
    (linked.folder / "closed").mkdir()
    by = [*read_only(linked.folder / "closed"), "env", "-C", str(linked.folder)]

    assert await refused(linked, "closed", by) == (
        "no poster can be written to closed: Read-only file system; no links were made"
    )
    assert await refused(linked, "closed/new", by) == (
        "no poster can be written to closed/new: Read-only file system; no links were made"
    )


async def test_a_disk_that_fills_up_takes_no_poster(linked: Mellom) -> None:
    by = on_full_disk(linked.folder, 100)

    assert await refused(linked, "disk/posters", by) == (
        "no poster can be written to disk/posters: No space left on device; no links were made"
    )
    assert files(linked.folder / "copy") == []


async def test_a_database_that_takes_no_links_leaves_no_posters(linked: Mellom) -> None:
    linked.rows("CREATE TRIGGER full BEFORE INSERT ON invites BEGIN SELECT RAISE(ABORT, 'no more'); END")

    with pytest.raises(IntegrityError, match="no more"):
        await asyncio.to_thread(linked, "invites", "--qr", "posters")

    assert not (linked.folder / "posters").exists()


async def test_what_stands_in_the_way_of_a_poster_is_told_with_those_that_are_there(linked: Mellom) -> None:
    (linked.folder / "posters" / "ridge.png").mkdir(parents=True)

    done = await asyncio.to_thread(linked.process, "invites", "--qr", "posters")

    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "posters/ridge.png cannot be written: Is a directory; the links were made, and these posters are in place: "
        "ridge.pdf\n"
    )
    assert files(linked.folder / "posters") == ["ridge.pdf", "ridge.png"]
