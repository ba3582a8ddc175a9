"""/teams and /team through the real rooms: many teams, long names, and only one's own."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, update

from bot.content.limits import BUTTON, MESSAGE, length, shown_length
from bot.domain.commands import commands_for
from bot.domain.outgoing import Button
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.desk.press import press
from bot.flow.facilitating.teams.open import team, teams
from bot.storage.people import RoleRow, person_by_slug, roles_of
from bot.storage.tables import answers, check_ins, outbox, people, stalls
from bot.storage.tables import teams as teams_table
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, rooms
from tests.flow.talking import asks
from tests.support.programmes import programme

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANY_MESSAGE = 5
PERSONAL = "safe-to-say"
LETTERS = "Ærlig og åpen hjemmetjeneste <Sør> & vest "


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody sees: the words, the buttons below them, and the toast."""

    text: str
    buttons: tuple[Button, ...]
    toast: str = ""

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [button.text for button in self.buttons]


async def writes(r: Rooms, who: str, typed: str | None = None) -> Shown:
    """The person writes /teams, or /team with this behind it."""
    incoming = await r.incoming(await chat_of(r, who))
    await (teams(r.house, incoming) if typed is None else team(r.house, incoming, typed))
    return await _shown(r, f"reply:{incoming.inbox_id}:1")


async def presses(r: Rooms, who: str, button: DeskPressed) -> Shown:
    """The person presses this button."""
    incoming = await r.incoming(await chat_of(r, who))
    toast = await press(r.house, incoming, button, ANY_MESSAGE)
    shown = await _shown(r, f"edit:{incoming.inbox_id}")
    return Shown(shown.text, shown.buttons, toast)


async def _shown(r: Rooms, key: str) -> Shown:
    found = await r.rows(select(outbox.c.text, outbox.c.keyboard).where(outbox.c.key == key))
    if not found:
        return Shown("", ())
    return Shown(found[0].text, tuple(Button(*button) for row in found[0].keyboard for button in row))


def many(n: int, *, language: str = "nb", title: str = LETTERS * 5) -> str:
    """A programme of so many teams with titles of 200 letters; anne facilitates all of them."""
    named = [f"{n:02} {title}"[:200].strip() for n in range(1, n + 1)]
    lines = "".join(
        f"  - {{id: t{k}, title: '{name}', phase: prepare, members: [kari{k}, ola{k}], facilitators: [anne]}}\n"
        for k, name in enumerate(named, 1)
    )
    folk = "".join(f"  - {{id: {it}, name: '{(it.title() + ' ' + LETTERS * 3)[:60].strip()}'}}\n" for it in folk_of(n))
    return (
        f"collaborative: safer\ntitle: '{LETTERS * 2}'\nmodel: quality-improvement-model\nschedule: fortnightly\n"
        f'zone: Europe/Oslo\nholidays: "NO"\nlanguage: {language}\nstarts: 2026-08-31\nends: 2027-06-18\n'
        f"sessions: [{{id: first, title: '{LETTERS}', date: 2026-11-17}}]\n"
        f"people:\n{folk}owners: [anne]\nteams:\n{lines}"
    )


def folk_of(n: int) -> list[str]:
    """Everybody in so many teams."""
    return ["anne", *(f"{name}{k}" for k in range(1, n + 1) for name in ("kari", "ola"))]


@asynccontextmanager
async def thirty(database_url: str) -> AsyncIterator[Rooms]:
    """Thirty teams with long names, every one of them gone silent, and each case taken."""
    async with rooms(database_url, many(30)) as r:
        await r.join(*folk_of(30))
        await r.to("2026-09-15 10:00")
        await r.change(update(stalls).values(acknowledged_by="anne", acknowledged_at=r.now))
        yield r


def fits(shown: Shown) -> bool:
    """Whether Telegram takes it."""
    return 0 < shown_length(shown.text) <= MESSAGE and all(length(label) <= BUTTON for label in shown.labels)


async def test_thirty_teams_with_the_longest_names_fit_on_their_pages_in_every_language(database_url: str) -> None:
    async with thirty(database_url) as r:
        seen: list[Shown] = []
        for language in ("en", "nb", "nn"):
            await r.change(update(people).values(language=language))
            seen.append(await writes(r, "anne"))
            places = [DeskPressed(Desk.TEAMS, 0, "show", it) for it in ("all.1", "all.5", "need.2", "late.1")]
            acts = (("show", "all.5"), ("more", "all.5"), ("history", "1.all.5"))
            pages = [DeskPressed(Desk.TEAM, 30, act, what) for act, what in acts]
            seen += [await presses(r, "anne", button) for button in (*places, *pages)]
    assert [it.text for it in seen if not fits(it)] == []
    assert "1/5" in seen[0].labels


async def test_thirty_teams_are_listed_in_few_statements(database_url: str) -> None:
    """As many as for one team: none of them is asked for on its own."""
    async with rooms(database_url, many(30, title="Ridge")) as r:
        await r.join("anne")
        with statements() as of_thirty:
            await writes(r, "anne")
        with statements() as of_one:
            await writes(r, "anne", "17 ridge")
    assert len(of_thirty) < 30
    assert len(of_one) < 100


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    found: list[str] = []

    def keep(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", keep)
    yield found
    event.remove(Engine, "before_cursor_execute", keep)


SEVERAL = """\
collaborative: {slug}
title: {title}
model: quality-improvement-model
schedule: fortnightly
zone: Europe/Oslo
holidays: "NO"
language: en
starts: 2026-08-31
ends: 2027-06-18
sessions: [{{id: first, title: First gathering, date: {day}}}]
people: [{people}]
owners: [{owner}]
teams:
{teams}"""


def collaborative(slug: str, owner: str, day: str, *lines: str) -> str:
    """A programme with these teams, each `id member facilitator`."""
    made, folk = "", {owner}
    for line in lines:
        id_, member, facilitator = line.split()
        folk |= {member, facilitator}
        made += (
            f"  - {{id: {id_}, title: {id_.title()} ward, phase: prepare, members: [{member}],"
            f" facilitators: [{facilitator}]}}\n"
        )
    named = ", ".join(f"{{id: {it}, name: {it.title()}}}" for it in sorted(folk))
    return SEVERAL.format(slug=slug, title=slug.title(), day=day, people=named, owner=owner, teams=made)


async def test_a_list_speaks_of_ones_own_teams_only_by_their_collaboratives(database_url: str) -> None:
    """Bo facilitates in one collaborative, is a member in the other, and owns none."""
    async with rooms(database_url, collaborative("safer", "anne", "2026-11-17", "ridge kari bo", "dale ola anne")) as r:
        await r.apply(collaborative("better", "berit", "2026-10-06", "fjord bo berit", "skog siri bo"))
        await r.join("anne", "bo", "berit", "kari")
        of_bo, of_anne, of_berit = [await writes(r, who) for who in ("bo", "anne", "berit")]
        of_kari = await writes(r, "kari")
        menu = commands_for({it.role for it in await roles(r, "bo")})
    assert in_order(of_bo.text, "Better", "Skog ward", "Safer", "Ridge ward")
    assert "Fjord" not in of_bo.text
    assert "Dale" not in of_bo.text
    assert in_order(of_anne.text, "Dale ward", "Ridge ward")
    assert in_order(of_berit.text, "Skog ward", "Fjord ward")
    assert of_kari.text == r.house.content.wording.render("teams.none", "en")
    assert [label for label in of_bo.labels if label.startswith("Gatherings")] == [
        "Gatherings: Better", "Gatherings: Safer",
    ]  # fmt: skip
    assert menu[:2] == ("teams", "checkin")


async def roles(r: Rooms, who: str) -> list[RoleRow]:
    """What the person is."""
    async with r.house.db.read() as tx:
        person = await person_by_slug(tx, who)
        assert person is not None
        return await roles_of(tx, person.id)


def in_order(text: str, *parts: str) -> bool:
    """Whether these stand in the text one after another."""
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


AASEN = "{id: aasen, title: Åsen sjukeheim, phase: prepare, members: [siri], facilitators: [bo]}"
TEAMS = programme(
    ("people:\n", "people:\n  - {id: bo, name: Bo Dahl, language: en}\n  - {id: siri, name: Siri Aas}\n"),
    (
        "teams:\n",
        "teams:\n  - {id: aasen, title: Åsen sjukeheim, phase: prepare, members: [siri], facilitators: [bo]}\n",
    ),
    ("language: nb\n", "language: en\n"),
    ("name: Anne Vik, language: nb}", "name: Anne Vik, language: en}"),
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ridge", "<b>Ridge home care</b>"),
        ("RIDGE HOME", "<b>Ridge home care</b>"),
        ("home care", "<b>Ridge home care</b>"),
        ("rigde", "<b>Ridge home care</b>"),
        ("aasen", "<b>Åsen sjukeheim</b>"),
        ("åsen sjukehjem", "<b>Åsen sjukeheim</b>"),
        ("e", "Several teams fit"),
        ("quite something else", "No team of yours is called"),
        ("   ", "<b>Your teams: 2</b>"),
    ],
)
async def test_a_team_is_found_by_what_somebody_types(database_url: str, typed: str, first: str) -> None:
    async with rooms(database_url, TEAMS) as r:
        await r.join("anne")
        shown = await writes(r, "anne", typed)
    assert shown.text.startswith(first)


async def test_a_name_of_somebody_elses_team_is_nobodys(database_url: str) -> None:
    async with rooms(database_url, TEAMS) as r:
        await r.join("bo")
        other, none = await writes(r, "bo", "Ridge home care"), await writes(r, "bo", "no such team")
    assert other.text == none.text.replace("no such team", "Ridge home care")
    assert other.labels == none.labels == ["Åsen sjukeheim", "All my teams"]


@pytest.mark.parametrize("act", ["show", "more", "history", "invite"])
@pytest.mark.parametrize(("who", "refusal"), [("bo", "not-allowed"), ("kari", "not-allowed"), ("per", "not-allowed")])
async def test_nobody_else_reads_a_teams_page(database_url: str, who: str, refusal: str, act: str) -> None:
    async with rooms(database_url, TEAMS) as r:
        await r.join(who)
        ridge = (await r.rows(select(teams_table.c.id).where(teams_table.c.slug == "ridge")))[0].id
        shown = await presses(r, who, DeskPressed(Desk.TEAM, ridge, act, "all.1"))
    assert shown.text == ""
    assert "Ridge home care" in shown.toast


@pytest.mark.parametrize(
    "button",
    [
        DeskPressed(Desk.TEAM, 999, "show"),
        DeskPressed(Desk.TEAM, 1, "dance"),
        DeskPressed(Desk.TEAMS, 0, "dance"),
    ],
)
async def test_a_button_that_means_nothing_is_old(database_url: str, button: DeskPressed) -> None:
    async with rooms(database_url, TEAMS) as r:
        await r.join("anne")
        shown = await presses(r, "anne", button)
    assert shown.toast == r.house.content.wording.plain("refused.old-button", "en")


@pytest.mark.parametrize("what", ["", "all", "all.0", "all.99999", "nothing.1", "late.1", "paused.7", "all.x:y"])
async def test_a_place_that_is_no_more_shows_what_there_is(database_url: str, what: str) -> None:
    async with rooms(database_url, TEAMS) as r:
        await r.join("anne")
        shown = await presses(r, "anne", DeskPressed(Desk.TEAMS, 0, "show", what))
    assert shown.text.startswith("<b>Your teams: 2</b>")


async def test_the_list_after_the_last_team_is_gone_is_an_old_button(database_url: str) -> None:
    async with rooms(database_url, TEAMS) as r:
        await r.join("bo")
        await r.apply(TEAMS.replace("facilitators: [bo]", "facilitators: [anne]"))
        shown = await presses(r, "bo", DeskPressed(Desk.TEAMS, 0, "show", "all.1"))
    assert shown.toast == r.house.content.wording.plain("refused.old-button", "en")


async def test_what_was_asked_shows_each_question_and_never_a_personal_one(database_url: str) -> None:
    async with rooms(database_url, TEAMS) as r:
        await r.join("anne", "kari")
        await r.to("2026-09-01 11:00")
        await asks(r, "progress", "team-met", PERSONAL)
        for position, choice in enumerate(("3", "yes")):
            await r.presses("kari", choice, position)
        text = "They said: " + "w" * 389
        values = {"person_id": 1, "phase": "prepare", "about": "team", "late": False, "source": "telegram"}
        values |= {"question_version": 1, "asked_at": r.now, "answered_at": r.now}
        ((values["check_in_id"], ridge),) = await r.rows(
            select(check_ins.c.id, check_ins.c.team_id).where(check_ins.c.asked_at.is_not(None))
        )
        await r.add(answers, team_id=ridge, question="gone-since", wording="What of old?", value=text, **values)
        await r.add(
            answers, team_id=ridge, question=PERSONAL, wording="And you?", value=2, **values | {"about": "person"}
        )
        shown = await presses(r, "anne", DeskPressed(Desk.TEAM, ridge, "history", "1.all.1"))
    assert "How far have you come since last time? <b>3</b>" in shown.text
    assert "Has the team met since last time? <b>Yes</b>" in shown.text
    assert "What of old? <b>They said: www" in shown.text
    assert shown.text.count("•") == 3
    assert fits(shown)
