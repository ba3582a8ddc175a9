"""Notes about a team: for whoever leads it, a page at a time."""

import pytest
from sqlalchemy import select

from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.answering.write import write
from bot.flow.facilitating.desk.press import press as press_at_desk
from bot.flow.facilitating.notes.part import newest_note
from bot.storage import teams
from bot.storage.notes import add_note
from bot.storage.tables import notes, people
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

OLD = "This button is old. The newest questions are further down."
NOT_ALLOWED = "That is for the facilitator of Ridge. Nothing was changed."
ONE = teams_text(team("ridge", "kari"))


async def noted(r: Rooms, *texts: str, who: str = "anne") -> list[int]:
    """Notes of this person about the first team; their rows."""
    ((person_id,),) = await r.rows(select(people.c.id).where(people.c.slug == who))
    async with r.house.db.write() as tx:
        return [await add_note(tx, 1, person_id, text, r.now) for text in texts]


async def presses(r: Rooms, who: str, act: str, what: str = "", team_id: int = 1) -> str:
    """A press about notes; the toast, or what the message shows then."""
    button = DeskPressed(Desk.NOTES, team_id, act, what)
    toast = await press_at_desk(r.house, await r.incoming(await chat_of(r, who)), button, 1)
    await r.send()
    return toast or r.sent[-1].text


@pytest.mark.parametrize("act", ["show", "add", "delete", "yes"])
@pytest.mark.parametrize("who", ["kari", "per", "berit"])
async def test_only_who_leads_the_team_gets_anywhere(database_url: str, who: str, act: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.apply(
            teams_text(team("dale", "nina"), people_of="nina berit")
            .replace("safer", "other")
            .replace("facilitators: [anne]", "facilitators: [berit]")
        )
        await r.join("anne", "kari", "per", "berit")
        (note_id,) = await noted(r, "Short of people")

        assert await presses(r, who, act, f"{note_id}.1" if act in ("delete", "yes") else "") == NOT_ALLOWED
        assert len(await r.rows(select(notes))) == 1


@pytest.mark.parametrize(
    ("act", "what", "team_id"),
    [
        ("show", "x", 1),
        ("delete", "99.1", 1),
        ("delete", "x", 1),
        ("yes", "1", 1),
        ("add", "99", 1),
        ("else", "", 1),
        ("show", "", 99),
    ],
)
async def test_odd_buttons_are_old(database_url: str, act: str, what: str, team_id: int) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("anne")
        await noted(r, "Short of people")

        assert await presses(r, "anne", act, what, team_id) == OLD


async def test_they_are_read_a_page_at_a_time_the_newest_first(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("anne")
        await noted(r, *(f"Note {n:02}" for n in range(12)))

        first, last, beyond = [await presses(r, "anne", "show", page) for page in ("1", "3", "99")]
        assert [f"Note {n:02}" in first for n in (11, 7, 6)] == [True, True, False]
        assert "Page 1 of 3" in first
        assert [f"Note {n:02}" in last for n in (0, 1, 2)] == [True, True, False]
        assert beyond == last


async def test_a_full_page_of_long_notes_and_names_fits(database_url: str) -> None:
    long = ONE.replace("title: Ridge", f"title: {'Å' * 200}").replace("name: Anne", f"name: {'Æ' * 200}")
    async with rooms(database_url, long.replace("language: en", "language: nb")) as r:
        await r.join("anne")
        await noted(r, *["Ø" * 500] * 9)

        assert len(await presses(r, "anne", "show")) < 4096


async def test_a_note_about_a_case_keeps_which(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("anne", "kari")
        await r.to("2026-09-15 12:00")
        assert len(await r.cases()) == 1
        await presses(r, "anne", "add", "1")
        await write(r.house, await r.incoming(await chat_of(r, "anne")), "Rang, no answer", None)
        await r.send()

        assert await r.rows(select(notes.c.stall_id, notes.c.text)) == [(1, "Rang, no answer")]
        assert await r.audited("note") == [("2026-09-15 12:00", "ridge")]


async def test_the_teams_page_shows_the_newest_in_a_line(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("anne")
        async with r.house.db.read() as tx:
            assert await newest_note(tx, r.house, await teams.team_by_id(tx, 1), "en", r.now) == []
        await noted(r, "Old", "Two\nlines " + "x" * 200)
        async with r.house.db.read() as tx:
            (line,) = await newest_note(tx, r.house, await teams.team_by_id(tx, 1), "en", r.now)

        assert line.startswith("Newest note, Anne: Two lines xxx")
        assert len(line) < 160
