"""Whatever is pressed at the facilitator's desk, by whomever and on whichever team, is answered and never fails."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import delete, select, update

from bot.content.limits import shown_length
from bot.domain.case_buttons import CaseAct
from bot.domain.room_buttons import Desk, DeskPressed, unpack_desk
from bot.flow.answering.write import write
from bot.flow.facilitating.desk.press import press
from bot.flow.handling import Incoming
from bot.storage.tables import (
    collaboratives,
    homework,
    notes,
    outbox,
    pauses,
    people,
    sessions,
    stalls,
    teams,
    writings,
)
from tests.flow.permissions import PEOPLE, Everything, everything
from tests.flow.rooms import Rooms

pytestmark = pytest.mark.asyncio(loop_scope="session")

ACTS = {
    Desk.TEAMS: ("show", "open"),
    Desk.TEAM: ("show", "open", "more", "history", "invite", "report"),
    Desk.CASE: tuple(CaseAct),
    Desk.PAUSE: ("ask", "another", "month", "until", "resume", "nothing"),
    Desk.MOVING: ("show", "open", "evidence", "tick", "propose", "forward", "back", "why-back", "because"),
    Desk.PROPOSAL: ("yes", "no", "not-yet", "agree", "show"),
    Desk.STEPS: ("show", "open", "beside", "usual", "skip"),
    Desk.SESSIONS: ("show", "open", "pick", "month", "day", "move", "nothing"),
    Desk.HAND_OVER: ("ask", "page", "to", "yes", "drop"),
    Desk.WRITING: ("drop", "keep", "again", "skip"),
    Desk.MESSAGE: ("ask", "answer"),
    Desk.NOTES: ("show", "add", "ask", "delete", "page"),
    Desk.TIPS: ("ask", "show"),
    Desk.TIP: ("open", "publish", "decline", "change", "yes", "no", "name", "nameless"),
    Desk.HOMEWORK: ("show", "give", "write", "close", "done", "dropped"),
    Desk.SCORE: ("ask", "both", "alone", "walk", "again", "walk-again", "next", "why", "walk-why"),
    Desk.PULSE: ("see", "yes", "not-yet"),
    Desk.READINESS: ("ask", "see", "begin", "later", "yes", "no"),
    Desk.MATTERS: ("show",),
    Desk.DIGEST: ("done", "not-mine", "talk", "see", "often", "every"),
    Desk.NUMBERS: ("show",),
    Desk.MEASURE: ("ask", "day", "other", "save", "show", "points", "point", "drop", "chart", "all"),
    Desk.IMPORT: ("page", "team", "measure", "keep", "drop"),
}
LONG = "9" * 25
WHATS = (
    *("", "0", "1", "2", "9", "-1", "x", ".", "1.", "..", "0.0", "0.1", "1.1", "0.0.0", "0.1.1", "1.1.1"),
    *("9" * 18, LONG, f"1.{LONG}", f"{LONG}.1", f"0.{LONG}", "\u0661", "1\u00b2", "0m", "0f", "4f", "9f", "\u0661f"),
    *("0.solved", "0.x", "0w.warm", "0p", "0.practical", "0w.", "1.0.obstacle", "0.0.obstacle"),
    *("0.2026-09-20", "0.2026-09-01", "0.9999-12-31", "0.0001-01-01", "2026-09-20", "2026-09-20.no", "0001-01-01"),
    *("9999-12-31", "9999-12-31.no", "0001-01-01.no", "2026-13-01", ".no", "no", "1.20261201", "1.00010101"),
    *("1.99991231", "1.20260925.20261208", "1.20261201.20261208", "1.99991231.20261208"),
    *("weekly", "monthly", "off"),
    *("2026-09-14", "2026-09-14=3", "2026-09-07=3/20;1", "2026-09-14=-3", f"2026-09-14={LONG}", "9999-12-31=1"),
    *("all.0", "all.1", "x.99999", f"all.{LONG}", "1.all.1", "99999.all.1"),
)
# Who is nothing anywhere presses too.
WHO = (*PEOPLE, "ola", "nina")

State = Callable[[Everything], Awaitable[None]]


def _team(**values: object) -> State:
    async def change(it: Everything) -> None:
        await it.r.change(update(teams).values(**values))

    return change


def _programme(**values: object) -> State:
    async def change(it: Everything) -> None:
        await it.r.change(update(collaboratives).values(**values))

    return change


async def _as_it_is(it: Everything) -> None:
    """Nothing is odd."""


async def _paused(it: Everything) -> None:
    for team in await it.r.rows(select(teams.c.id)):
        days = {"first": date(2026, 9, 14), "last": date(2026, 9, 25)}
        await it.r.add(pauses, team_id=team.id, **days, agreed_at=it.r.now, by="anne")


async def _taken_off(it: Everything) -> None:
    await it.r.change(update(teams).values(removed_at=it.r.now))


async def _closed(it: Everything) -> None:
    await it.r.change(update(stalls).values(closed_at=it.r.now, closed_because="paused", version=3))


async def _taken(it: Everything) -> None:
    await it.r.change(update(stalls).values(acknowledged_at=it.r.now, acknowledged_by="somebody-gone", told_id=99))


async def _nobody_asked(it: Everything) -> None:
    await it.r.change(delete(writings))


async def _very_long(it: Everything) -> None:
    await it.r.change(update(teams).values(title="Ridge & <Co> " * 12))
    await it.r.change(update(sessions).values(title="A gathering of all who take part " * 6))
    await it.r.change(update(people).values(name="Karianne-Margrethe <b>" * 5))
    by = {"team_id": it.about["team"], "person_id": await _id_of(it.r, "anne")}
    for n in range(10):
        on = it.r.now - timedelta(hours=n)
        await it.r.add(notes, **by, text="Noted & kept. " * 35, at=on)
        state = {"state": "open" if n < 8 else "done", "closed_at": on if n >= 8 else None}
        await it.r.add(homework, **by, text="Try it & see. " * 14, session_id=1, given_at=on, **state)


async def _id_of(r: Rooms, slug: str) -> int:
    return int((await r.rows(select(people.c.id).where(people.c.slug == slug)))[0][0])


STATES: dict[str, State] = {
    "as it is": _as_it_is,
    "a model that is gone": _programme(model="gone"),
    "a schedule that is gone": _team(schedule="gone"),
    "a phase that is gone": _team(phase="gone"),
    "paused": _paused,
    "ended": _team(ends=date(2026, 9, 10)),
    "not begun": _team(starts=date(2026, 10, 10)),
    "taken off": _taken_off,
    "closed": _closed,
    "taken by somebody gone": _taken,
    "very long": _very_long,
    "a group": _team(group_chat_id=-100),
    "no writing": _nobody_asked,
}
PRESSES = 60


async def _drawn(r: Rooms) -> list[DeskPressed]:
    """Every button of the desk that stands in some chat."""
    found: list[DeskPressed] = []
    for row in await r.rows(select(outbox.c.keyboard).where(outbox.c.keyboard.is_not(None))):
        found += [unpack_desk(data) for line in row.keyboard for _, data in line if data.startswith("k1:")]
    return list(dict.fromkeys(found))


def _any_button(random: Random, it: Everything, drawn: list[DeskPressed]) -> DeskPressed:
    """A button as it was drawn, one bent a little, or one that nobody drew."""
    if drawn and random.random() < 0.4:
        chosen = random.choice(drawn)
        bent = random.random() < 0.3
        return DeskPressed(chosen.desk, chosen.about, chosen.act, random.choice(WHATS) if bent else chosen.what)
    desk = random.choice(list(Desk))
    about = random.choice([it.about[desk]] * 6 + [0, 1, 2, 10**18 - 1])
    return DeskPressed(desk, about, random.choice(ACTS[desk]), random.choice(WHATS))


async def _incoming(r: Rooms, who: str) -> Incoming:
    ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    incoming = await r.incoming(chat)
    return Incoming(incoming.inbox_id, chat, chat, r.now, bot_name="mellom_bot")


async def _said_too_much(r: Rooms) -> list[str]:
    """What the channel would not take."""
    found = await r.rows(select(outbox.c.key, outbox.c.text, outbox.c.keyboard))
    long = [row.key for row in found if row.text and shown_length(row.text) > 4096]
    return long + [row.key for row in found for line in row.keyboard or () for _, it in line if len(it.encode()) > 64]


@pytest.mark.parametrize("state", STATES)
async def test_any_press_is_answered(database_url: str, state: str) -> None:
    random, failed = Random(f"{state} 1"), []
    async with everything(database_url) as it:
        await STATES[state](it)
        drawn: list[DeskPressed] = []
        for n in range(PRESSES):
            drawn = await _drawn(it.r) if n % 10 == 0 else drawn
            who, button = random.choice(WHO), _any_button(random, it, drawn)
            try:
                if n % 9 == 8:
                    text = "<b>" + "Long words & more. " * random.choice([1, 10, 40])
                    await write(it.r.house, await _incoming(it.r, who), text, None)
                else:
                    await press(it.r.house, await _incoming(it.r, who), button, 1)
            except Exception as error:  # noqa: BLE001  # all that fail are told
                failed.append((who, button, repr(error)[:200]))
        assert failed == []
        assert await _said_too_much(it.r) == []
