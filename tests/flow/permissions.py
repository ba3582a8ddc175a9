"""A house with everything in it that can be pressed, and people of every role, inside and outside the collaborative."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import func, select, update

from bot.domain.buttons import unpack
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.desk.press import press
from bot.flow.handling import Incoming
from bot.storage.tables import (
    digests,
    imports,
    measure_points,
    measures,
    memberships,
    metadata,
    outbox,
    people,
    phase_moves,
    proposals,
    pulses,
    stalls,
    tips,
    writings,
)
from bot.storage.tables import teams as teams_table
from tests.flow.rooms import Rooms, rooms

SAFER = """\
collaborative: safer
title: Safer
model: quality-improvement-model
schedule: fortnightly
zone: Europe/Oslo
holidays: "NO"
language: en
starts: 2026-08-31
ends: 2027-06-18
sessions: [{id: first, title: First gathering, date: 2026-12-08}]
people:
  - {id: anne, name: Anne}
  - {id: bo, name: Bo}
  - {id: olga, name: Olga}
  - {id: dina, name: Dina}
  - {id: kari, name: Kari}
  - {id: ola, name: Ola}
  - {id: per, name: Per}
  - {id: gro, name: Gro}
owners: [olga]
teams:
  - {id: ridge, title: Ridge, phase: plan, members: [kari, dina], facilitators: [anne, gro], managers: [per],
     measures: [{id: falls, title: Falls, kind: count}]}
  - {id: fjord, title: Fjord, phase: plan, members: [ola], facilitators: [bo]}
"""
OTHER = (
    SAFER.partition("people:")[0].replace("safer", "other").replace("Safer", "Other")
    + "people: [{id: dina, name: Dina}, {id: nina, name: Nina}]\nowners: [dina]\n"
    + "teams: [{id: coast, title: Coast, phase: plan, members: [nina], facilitators: [dina]}]\n"
)
# anne facilitates the team, bo another of the collaborative, which olga owns. kari is a member, per the manager.
# dina is a member, and facilitates and owns elsewhere. gro facilitated the team, and was taken off it.
PEOPLE = ("anne", "olga", "bo", "dina", "kari", "per", "gro")
# What any press writes: that it was handled, what is answered, and what is only seen.
SEEN = {"inbox", "outbox", "heartbeat", "alert_cases"}


@dataclass
class Everything:
    """The rooms, with the id of what each room's buttons are about."""

    r: Rooms
    about: dict[str, int]
    # What the button that sends the ready message carries for each who has one: it is signed with their name.
    sends: dict[str, str] = field(default_factory=dict)

    async def presses(self, who: str, desk: str, act: str, what: str = "") -> str:
        """This person presses; the toast."""
        newest = select(func.max(phase_moves.c.id)).where(phase_moves.c.team_id == self.about["team"])
        ((stay,),) = await self.r.rows(newest)
        ((version,),) = await self.r.rows(select(stalls.c.version).where(stalls.c.id == self.about["case"]))
        drawn_for = what.format(stay=stay, version=version, send=self.sends.get(who, self.sends.get("anne")))
        button = DeskPressed(Desk(desk), self.about[desk], act, drawn_for)
        return await press(self.r.house, await self.writes(who), button, 1)

    async def writes(self, who: str) -> Incoming:
        """An update from this person."""
        ((chat,),) = await self.r.rows(select(people.c.chat_id).where(people.c.slug == who))
        return replace(await self.r.incoming(chat), bot_name="mellom_bot")

    async def stored(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything that a press could change."""
        tables = [it for it in metadata.sorted_tables if it.name not in SEEN]
        return {it.name: [tuple(row) for row in await self.r.rows(select(it))] for it in tables}

    async def shown(self, before: int) -> list[str]:
        """What has been answered or changed since this message."""
        query = select(outbox.c.text).where(outbox.c.id > before).order_by(outbox.c.id)
        return [it.text for it in await self.r.rows(query)]

    async def newest_message(self) -> int:
        """The newest message that was decided."""
        found = await self.r.rows(select(outbox.c.id).order_by(outbox.c.id.desc()).limit(1))
        return found[0].id if found else 0


@asynccontextmanager
async def everything(database_url: str) -> AsyncIterator[Everything]:
    """A house in its third week: Ridge is silent, has a proposal and a tip, and somebody is asked for a text."""
    async with rooms(database_url, SAFER) as r:
        await r.apply(OTHER)
        await r.join(*PEOPLE, "ola", "nina")
        await r.change(
            update(memberships)
            .where(memberships.c.person_id == select(people.c.id).where(people.c.slug == "gro").scalar_subquery())
            .values(removed_at=r.now)
        )
        await r.to("2026-09-15 10:00")
        e = Everything(r, await _about(r))
        for who in ("anne", "olga"):
            await e.presses(who, "case", "open")
            e.sends[who] = await _on_a_button(r, "send")
        yield e


async def _on_a_button(r: Rooms, act: str) -> str:
    """What this act carries on the message that was shown last."""
    ((keyboard,),) = await r.rows(select(outbox.c.keyboard).order_by(outbox.c.id.desc()).limit(1))
    buttons = [unpack(data) for row in keyboard for _, data in row]
    return next(it.what for it in buttons if isinstance(it, DeskPressed) and it.act == act)


async def _about(r: Rooms) -> dict[str, int]:
    ids = {it.slug: it.id for it in await r.rows(select(people.c.slug, people.c.id))}
    ((team,),) = await r.rows(select(teams_table.c.id).where(teams_table.c.slug == "ridge"))
    ((case,),) = await r.rows(select(stalls.c.id).where(stalls.c.team_id == team))
    phases = {"from_phase": "plan", "to_phase": "do"}
    proposal = await r.add(proposals, team_id=team, **phases, by="anne", state="open", at=r.now)
    words = {"step": "choose-aim", "text": "Begin small", "named": False, "state": "waiting"}
    tip = await r.add(tips, team_id=team, person_id=ids["kari"], made_at=r.now, **words)
    pulse = await r.add(pulses, team_id=team, person_id=ids["per"], asked_at=r.now)
    writing = await r.add(
        writings, person_id=ids["anne"], team_id=team, purpose="note", about={}, state="asked", asked_at=r.now
    )
    ask = {"ask_team_id": team, "ask_source": "none", "ask_name": "tie-to-priorities"}
    of = {"collaborative_id": 1, "person_id": ids["per"], "week": "2026-W01", "channel": "telegram"}
    digest = await r.add(digests, **of, decided_at=r.now, **ask)
    file = [[1, "date", "value"], [2, "2026-09-07", 3.0]]
    sheet = await r.add(imports, person_id=ids["anne"], state="asked", rows=file, sent_at=r.now)
    ((measure,),) = await r.rows(select(measures.c.id).where(measures.c.team_id == team))
    by = {"entered_at": r.now, "person_id": ids["kari"], "source": "chat"}
    await r.add(measure_points, measure_id=measure, on_date=date(2026, 9, 7), value=4.0, **by)
    rows = {
        "measure": measure,
        "digest": digest,
        "import": sheet,
        "case": case,
        "proposal": proposal,
        "tip": tip,
        "pulse": pulse,
        "writing": writing,
        "teams": 0,
    }
    return dict.fromkeys(map(str, Desk), team) | rows | {"sessions": 1}
