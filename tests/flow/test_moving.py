"""A facilitator moves a team: by its gate, with a reason, and only from the phase that the button was drawn for."""

import pytest
from sqlalchemy import select

from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.stall import StallKind
from bot.flow.facilitating.moving.phase import move_phase
from bot.storage import teams as team_rows
from bot.storage.tables import audit, evidence, measures, phase_moves, proposals, writings
from bot.storage.tables import teams as teams_table
from tests.flow.at_desk import Page, at_once, opens, presses, writes
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")


def in_norwegian(*made: str) -> str:
    return teams_text(*made).replace("language: en", "language: nb")


TWO = in_norwegian(team("ridge", "kari, ola"), team("fjord", "kari"))
FALLS = ", measures: [{id: falls, title: Falls, kind: count, direction: down, every: week}]"
MEASURED = in_norwegian(team("ridge", "kari, ola", more=FALLS))


async def phase_of(r: Rooms) -> str:
    return str((await r.rows(select(teams_table.c.phase).where(teams_table.c.id == 1)))[0][0])


async def moves(r: Rooms) -> list[tuple[str, str, str | None, str]]:
    """Every move with who did it and why."""
    it = phase_moves.c
    query = select(it.from_phase, it.to_phase, it.by, it.reason).where(it.from_phase.is_not(None)).order_by(it.id)
    return [tuple(row) for row in await r.rows(query)]


async def moved(r: Rooms, to: str) -> None:
    """Somebody moves the team elsewhere."""
    async with r.house.db.write() as tx:
        await move_phase(tx, r.house, await team_rows.team_by_id(tx, 1), to, "anne", "", r.now)


async def tick_all(r: Rooms, page: Page | None = None) -> Page:
    """Anne ticks everything that is open."""
    page = page or await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Kryss av"))
    while box := next((label for label in page.labels if label.startswith("☐")), None):
        page = await presses(r, "anne", page.data(box))
    return page


def news(r: Rooms) -> list[tuple[str, str, str]]:
    return [(it.to, it.at, it.text) for it in r.sent if it.kind == "news"]


# The page


async def test_the_page_says_what_is_in_place_and_since_when(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        await r.presses("kari", "3", team="ridge")
        await r.presses("kari", "no", 1, team="ridge")
        page = await opens(r, "anne", Desk.MOVING)

    assert "Forberede: 0 av 8 på plass" in page.text
    assert "? En navngitt leder står bak arbeidet\n" in page.text
    assert "? står for det ingen har sagt noe om ennå." in page.text
    assert "○ Problemet står i én setning som teamet og kollegene er enige om: mangler siden 1. september" in page.text
    assert "Spørsmålene følger med fra neste innsjekk" in page.text
    to_do = ("Kryss av det som er på plass", "Foreslå for teamet", "Gå til Planlegge")
    assert page.labels == (*to_do, "Steg", "Tilbake til teamet")


async def test_a_tick_holds_until_the_team_answers_otherwise_and_can_be_taken_back(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        page = await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Kryss av"))
        ticked = await presses(r, "anne", page.data("☐ 2."))
        again = await presses(r, "anne", page.data("☐ 2."))
        await r.presses("kari", "3", team="ridge")
        await r.to("2026-09-01 11:00")
        await r.presses("kari", "no", 1, team="ridge")
        answered = await opens(r, "anne", Desk.MOVING, act="show")
        noted = await r.rows(select(audit.c.actor, audit.c.detail).where(audit.c.action == "evidence"))

    wanted = "✓ Problemet står i én setning som teamet og kollegene er enige om: på plass siden 1. september, sier Anne"
    assert wanted in ticked.text
    assert "1 av 8" in ticked.text
    assert "☑ 2." in " ".join(ticked.labels)
    assert "1 av 8" in again.text
    assert "0 av 8" in answered.text
    assert [(row.actor, row.detail["evidence"], row.detail["in_place"]) for row in noted] == [
        ("anne", "shared-problem", True)
    ] * 2


# Moving on


async def test_a_move_with_something_missing_needs_a_reason(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "anne")
        await r.to("2026-09-01 10:30")
        asked = await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Gå til"))
        done = await writes(r, "anne", "Alle er enige, og vi vil i gang")
        await r.to("2026-09-01 12:00")
        noted = await r.rows(select(audit.c.detail).where(audit.c.action == "move_phase"))

        assert "Ikke på plass ennå:\n\n○ En navngitt leder står bak arbeidet\n○ " in asked.text
        assert asked.labels == ("Avbryt",)
        assert "Ridge er i Planlegge nå" in done.text
        assert "neste innsjekk" in done.text
        assert await phase_of(r) == "plan"
        assert await moves(r) == [("prepare", "plan", "anne", "Alle er enige, og vi vil i gang")]
        assert [(to, at) for to, at, _ in news(r)] == [("kari", "2026-09-01 10:30"), ("ola", "2026-09-01 10:30")]
        assert news(r)[0][2].startswith("Ridge er i Planlegge nå. Godt jobbet. Først ut: ")
        assert "enige" not in str(noted)


async def test_with_everything_in_place_the_reason_may_be_left_out(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        await tick_all(r)
        asked = await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Gå til"))
        await presses(r, "anne", asked.data("Hopp over"))

        assert "Alt er på plass" in asked.text
        assert await moves(r) == [("prepare", "plan", "anne", "all-in-place")]


async def test_the_team_is_told_in_its_own_hours(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-04 21:00")
        await moved(r, "plan")
        await moved(r, "do")
        await r.to("2026-09-07 12:00")

    # Of two moves in a night the last is told, on the next working morning.
    assert [(to, at, text.split(".")[0]) for to, at, text in news(r)] == [
        ("kari", "2026-09-07 07:00", "Ridge er i Utføre nå")
    ]


# Going back


async def test_going_back_asks_why_and_a_reason_may_be_pressed(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        await moved(r, "do")
        await r.send()
        page = await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Tilbake til tidligere"))
        asked = await presses(r, "anne", page.data("Tilbake til Planlegge"))
        (message,) = await r.rows(select(writings.c.message_id))
        done = await presses(r, "anne", asked.data("Vi trenger en ny idé"), message[0])
        (state,) = await r.rows(select(writings.c.state))

        assert page.labels == ("Tilbake til Forberede", "Tilbake til Planlegge", "Tilbake")
        assert (await phase_of(r), state[0]) == ("plan", "done")
        assert (await moves(r))[-1] == ("do", "plan", "anne", "need-new-idea")
        assert "Ridge er i Planlegge nå" in done.text
        assert news(r)[-1][2].startswith("Ridge har gått tilbake til Planlegge: Vi trenger en ny idé. Slik er modellen")


async def test_ones_own_reason_is_shown_as_the_team_reads_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await moved(r, "plan")
        await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Tilbake til Forberede"))
        shown = await writes(r, "anne", "To nye kolleger <begynner>.")
        nothing_yet = await phase_of(r)
        await presses(r, "anne", shown.data("Ja"))

        assert (
            "Dette leser teamet: Ridge har gått tilbake til Forberede: To nye kolleger &lt;begynner&gt;." in shown.text
        )
        assert nothing_yet == "plan"
        assert (await moves(r))[-1] == ("plan", "prepare", "anne", "To nye kolleger <begynner>.")


async def test_a_move_is_no_stall_and_ends_one(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await moved(r, "plan")
        await moved(r, "prepare")
        await r.to("2026-09-01 09:00")

        assert [it for it in await r.cases() if it[1] == StallKind.STUCK] == []


# Old pages


async def test_a_button_of_an_earlier_phase_draws_the_page_anew_and_does_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        page = await opens(r, "anne", Desk.MOVING)
        ticking = await presses(r, "anne", page.data("Kryss av"))
        await moved(r, "plan")
        await moved(r, "prepare")
        for button in (page.data("Gå til"), page.data("Foreslå"), ticking.data("☐ 1.")):
            old = await presses(r, "anne", button)
            assert old.toast == (
                "Teamet er flyttet siden denne siden ble vist. Den er vist på nytt, og ingenting ble endret."
            )
            assert "Forberede: 0 av 8 på plass" in old.text

        assert await r.rows(select(proposals)) == await r.rows(select(evidence)) == await r.rows(select(writings)) == []


async def test_a_reason_that_comes_after_the_team_has_moved_moves_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Gå til"))
        await moved(r, "do")
        late = await writes(r, "anne", "Nå er vi klare")

        assert "Noe er endret for Ridge" in late.text
        assert await phase_of(r) == "do"


ODD = ["forward", "forward:x", "tick:1", "tick:1.9.1", "tick:1.-1.1", "why-back:1.0", "because:1.0.new-cause", "else:1"]


@pytest.mark.parametrize("odd", ODD)
async def test_a_button_that_never_was_changes_nothing(database_url: str, odd: str) -> None:
    act, _, what = odd.partition(":")
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        seen = await presses(r, "anne", DeskPressed(Desk.MOVING, 1, act, what))

        assert seen.toast
        assert (await moves(r), await r.rows(select(evidence))) == ([], [])


@pytest.mark.parametrize("desk", [Desk.MOVING, Desk.STEPS])
@pytest.mark.parametrize("who", ["kari", "per"])
async def test_only_who_leads_the_team_sees_its_pages(database_url: str, who: str, desk: Desk) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "per", "anne")
        seen = await opens(r, who, desk)
        unknown = await opens(r, "anne", desk, about=99)

    assert seen == Page("Det er veilederen for Ridge som gjør dette. Ingenting er endret.")
    assert unknown == Page("Denne knappen er gammel. De nyeste spørsmålene ligger lenger ned.")


async def test_who_leads_the_team_no_longer_moves_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Gå til"))
        await r.apply(TWO.replace("[anne]", "[per]"))
        late = await writes(r, "anne", "Nå er vi klare")

        assert await phase_of(r) == "prepare"
        assert late.text == "That is no longer yours to write, so I did not keep the text."


# The baseline


@pytest.mark.parametrize(
    ("way", "wanted"),
    [
        (["plan"], None),
        (["plan", "do"], "2026-08-31"),
        (["do"], "2026-08-31"),
        (["plan", "do", "plan"], "2026-08-31"),
        (["evaluate", "prepare"], "2026-08-31"),
    ],
    ids=["within planning", "on from planning", "leaping over it", "and back", "and far back"],
)
async def test_the_baseline_is_what_was_measured_until_the_day_before(
    database_url: str, way: list[str], wanted: str | None
) -> None:
    async with rooms(database_url, MEASURED) as r:
        await r.to("2026-09-01 10:30")
        for phase in way:
            await moved(r, phase)
        await r.to("2026-09-20 10:30")
        if wanted:
            await moved(r, "plan")
            await moved(r, "do")
        ((until,),) = await r.rows(select(measures.c.baseline_until))

    assert (until and until.isoformat()) == wanted


# Two at once


async def test_two_facilitators_pressing_at_once_move_the_team_once(database_url: str) -> None:
    async with rooms(database_url, TWO.replace("facilitators: [anne]", "facilitators: [anne, per]")) as r:
        await r.join("kari", "anne", "per")
        await moved(r, "plan")
        pressing = []
        for who in ("anne", "per"):
            asked = await presses(r, who, (await opens(r, who, Desk.MOVING)).data("Tilbake til Forberede"))
            pressing.append((who, asked.data("Målet")))
        await at_once(r, *pressing)

        assert [(it[0], it[1]) for it in await moves(r)] == [("prepare", "plan"), ("plan", "prepare")]


# Room


@pytest.mark.parametrize("phase", ["prepare", "follow-up"])
async def test_long_titles_and_reasons_fit(database_url: str, phase: str) -> None:
    long_title = "Å" * 200
    async with rooms(database_url, TWO.replace("title: Ridge", f"title: {long_title}")) as r:
        await r.join("kari", "anne")
        if phase != "prepare":
            await moved(r, phase)
        page = await opens(r, "anne", Desk.MOVING)
        ticking = await presses(r, "anne", page.data("Kryss av"))
        steps = await opens(r, "anne", Desk.STEPS)

    for shown in (page, ticking, steps):
        assert len(shown.text) < 4096
        assert all(len(label) <= 28 for label in shown.labels)
