"""A case is played: the real flow on a real database, line by line at its own moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.content.programme_file import parse_programme
from bot.flow.applying.apply import apply
from bot.storage import teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.tables import alert_cases, outbox, people, stalls
from bot.storage.tables import teams as teams_table
from tests.flow.rooms import Rooms, rooms
from tests.stalls.given import content_with, programmes_of, text_of
from tests.stalls.reading import Case
from tests.stalls.sentences import DEEDS, FINDINGS
from tests.stalls.when import iso, written

STARTS = "Mon 2026-08-31 08:00"


@dataclass
class Play:
    """The rooms of a case, with the programme files as they stand now."""

    r: Rooms
    programmes: list[dict[str, Any]]
    groups: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, Any] = field(default_factory=dict)

    @property
    def programme(self) -> dict[str, Any]:
        """The first programme, which is the only one in most cases."""
        return self.programmes[0]

    def team_in_file(self, slug: str) -> dict[str, Any]:
        """A team as its file has it."""
        return next(team for it in self.programmes for team in it["teams"] if team["id"] == slug)

    async def apply(self) -> None:
        """Apply every programme file as it stands now."""
        for it in self.programmes:
            file = parse_programme(text_of(it), "programme.yaml", self.r.house.content)
            await apply(self.r.house, file, self.r.now)

    async def team(self, tx: Tx, slug: str) -> TeamRow:
        """The team's row."""
        ((team_id,),) = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).all()
        return await teams.team_by_id(tx, team_id)

    async def chat_of(self, who: str) -> int:
        """The chat of this person, which is theirs from the beginning."""
        ((person_id,),) = await self.r.rows(select(people.c.id).where(people.c.slug == who))
        return int(1000 + person_id)

    async def cases(self) -> list[str]:
        """Every case that there has been, as the table writes it."""
        query = select(teams_table.c.slug, stalls).join_from(stalls, teams_table).order_by(stalls.c.id)
        return [_case(row) for row in await self.r.rows(query)]

    async def told(self) -> list[str]:
        """Every alert that has reached somebody: who, when, and of which teams in its order."""
        query = (
            select(outbox.c.id, people.c.slug, outbox.c.settled_at, teams_table.c.slug)
            .join_from(alert_cases, outbox)
            .join(people, people.c.id == outbox.c.person_id)
            .join(stalls, stalls.c.id == alert_cases.c.stall_id)
            .join(teams_table, teams_table.c.id == stalls.c.team_id)
            .where(outbox.c.kind == "alert", outbox.c.state == "sent")
            .order_by(outbox.c.settled_at, outbox.c.id, alert_cases.c.id)
        )
        alerts: dict[int, tuple[str, datetime, list[str]]] = {}
        for outbox_id, who, at, slug in await self.r.rows(query):
            alerts.setdefault(outbox_id, (who, at, []))[2].append(slug)
        # A stub's number is drawn.
        return [f"{who.partition('-')[0]} on {written(at)} of {' and '.join(of)}" for who, at, of in alerts.values()]


def _case(row: Any) -> str:
    stands = f"{row[0]} {_words(row.kind)} since {written(row.opened_at)} and "
    if row.closed_at is None:
        return f"{stands}still open"
    return f"{stands}ended {written(row.closed_at)} by {_words(row.closed_because)}"


def _words(value: str) -> str:
    return value.replace("_", " ")


async def play(case: Case, database_url: str) -> None:
    """Play the case from its first line to its last. AssertionError with the line that did not come true."""
    given = case.given
    words = content_with(given.get("rules"))
    async with rooms(database_url, "", at=iso(given.get("at", STARTS)), words=words) as r:
        # The database stays open from case to case; what it was opened with does not.
        p = Play(r, programmes_of(given))
        await p.apply()
        await r.join(*_joined(p, given))
        for line in case.lines:
            await r.to(line.at)
            if line.is_finding:
                found = await FINDINGS.find(line.says)(p)
                assert found == line.says, f"{line.place}: it should be so that {line.says}, but {found}"
            else:
                await DEEDS.find(line.says)(p)
        await r.to(case.until)
        _compare(case.place, "cases", case.cases, await p.cases())
        _compare(case.place, "told", case.told, await p.told())


def _compare(place: str, what: str, expected: Sequence[str], found: list[str]) -> None:
    lines = "\n  - ".join(["", *(found or ["nothing"])])
    assert found == list(expected), f"{place}: `{what}` should be as it stands there, but it is{lines}"


def _joined(p: Play, given: Any) -> list[str]:
    if "joined" in given:
        return list(given["joined"])
    members = [who for it in p.programmes for team in it["teams"] for who in team["members"]]
    return list(dict.fromkeys((*members, "anne")))
