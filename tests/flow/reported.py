"""A collaborative of which documents tell: one team with much to show, and two with little."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.domain.report import Block, Bullets, Grid, Picture, Report, Words
from bot.domain.stall import StallKind
from bot.flow.reporting.brief import brief_of
from bot.flow.reporting.monthly import monthly_report_of
from bot.storage import answers, homework, people, scores, teams, tips
from bot.storage.tables import check_ins as check_ins_table
from bot.storage.tables import pdsa_cycles, pulses, stalls
from bot.storage.tables import people as people_table
from bot.storage.tables import teams as teams_table
from tests.flow.rooms import Rooms, rooms

PROGRAMME = """\
collaborative: safer
title: Safer medication at home
model: quality-improvement-model
schedule: fortnightly
zone: Europe/Oslo
holidays: "NO"
language: en
starts: 2026-08-31
ends: 2027-06-18
sessions:
  - {id: first, title: First gathering, date: 2026-09-08}
  - {id: second, title: Second gathering, date: 2026-11-17}
people:
  - {id: anne, name: Anne Vik}
  - {id: bo, name: Bo Dahl, language: nn}
  - {id: liv, name: Liv Aas, language: nb}
  - {id: per, name: Per Moe}
  - {id: kari, name: Kari Lund}
  - {id: ola, name: Ola Nes}
  - {id: nina, name: Nina Bø}
owners: [liv]
teams:
  - id: ridge
    title: Ridge home care
    phase: do
    members: [kari]
    facilitators: [anne]
    managers: [per]
    measures:
      - {id: reviewed, title: Lists reviewed, kind: share, unit: "%", direction: up, goal: 90, every: week}
  - {id: fjord, title: Fjord ward, phase: plan, members: [ola], facilitators: [anne]}
  - {id: coast, title: Coast, phase: prepare, members: [nina], facilitators: [bo]}
"""


@asynccontextmanager
async def collaborative(database_url: str, *, at: str = "2026-09-11 12:00") -> AsyncIterator[Rooms]:
    """The rooms of it on this day; Ridge has a past."""
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne", "bo", "liv", "per", "kari", "ola", "nina")
        await r.to(at)
        await _give_past(r)
        yield r


async def _give_past(r: Rooms) -> None:
    await said(r, "ridge", "kari", "aim-sentence", "Nine of ten lists are reviewed in time, says Kari")
    await said(r, "ridge", "kari", "obstacle", "staffing")
    await said(r, "ridge", "kari", "test-learning", "A quiet hour helps, Per's idea")
    await said(r, "ridge", "kari", "help-wanted", "no")
    await said(r, "ridge", "kari", "manager-asked", "no")
    await said(r, "ridge", "kari", "progress-score", "level-2-5")
    await said(r, "ridge", "kari", "progress-score-reason", "Ola Nes counts now")
    await said(r, "fjord", "ola", "obstacle", "none")
    await small_test(r, 1, "one-user-or-shift", "Fewer calls", "Kari had half the calls", "adopt")
    await small_test(r, 2, "a-few-shifts", "Still fewer", None, None)
    await given(r, "ridge", "Count ten lists", "done")
    await given(r, "fjord", "Count ten lists", "open")
    async with r.house.db.write() as tx:
        kari, anne = await people.person_by_slug(tx, "kari"), await people.person_by_slug(tx, "anne")
        assert kari is not None
        assert anne is not None
        ridge = await team_id(r, "ridge")
        tip = await tips.add_tip(tx, ridge, kari.id, "plan-tests", "Begin with Kari's shift", r.now, named=False)
        await tips.change_tip(tx, tip, state=tips.PUBLISHED, decided_at=r.now, decided_by="anne")
        await tips.add_tip(tx, ridge, kari.id, "plan-tests", "Not approved", r.now, named=False)
        await scores.change_score(tx, await scores.add_score(tx, ridge, anne.id, 4.0, r.now), reason="It holds")
    await r.add(
        pulses, team_id=ridge, person_id=(await person_id(r, "per")), asked_at=r.now, answered_at=r.now, value="yes"
    )


async def said(r: Rooms, slug: str, who: str, question: str, value: Any, *, about: str = "team") -> None:
    """Somebody answers this in the team's newest check-in."""
    team, person = await team_id(r, slug), await person_id(r, who)
    newest = select(check_ins_table.c.id).where(check_ins_table.c.team_id == team)
    (check_in, *_) = [it.id for it in await r.rows(newest.order_by(check_ins_table.c.id.desc()))]
    async with r.house.db.write() as tx:
        await answers.add_answer(
            tx, check_in_id=check_in, team_id=team, person_id=person, question=question, question_version=1,
            phase="do", step=None, about=about, wording="How is it?", value=value, asked_at=r.now, answered_at=r.now,
            late=False, source="chat",
        )  # fmt: skip


async def small_test(
    r: Rooms, number: int, scale: str, prediction: str, happened: str | None, decision: str | None, slug: str = "ridge"
) -> None:
    """A small test of the team, decided or still running."""
    team, person = await team_id(r, slug), await person_id(r, "kari")
    await r.add(
        pdsa_cycles, team_id=team, person_id=person, holder_id=person, number=number, phase="do", step="plan-tests",
        stage="closed" if decision else "running", prediction=prediction, scale=scale,
        planned_end=(r.now + timedelta(days=7)).date(), what_happened=happened, decision=decision, started_at=r.now,
        ask_at=None if decision else r.now + timedelta(days=7), closed_at=r.now if decision else None, screens=1,
    )  # fmt: skip


async def given(r: Rooms, slug: str, text: str, state: str) -> None:
    """Something that the team was given to do for the second gathering."""
    team = await team_id(r, slug)
    async with r.house.db.write() as tx:
        row = await teams.team_by_id(tx, team)
        second = next(it for it in await teams.sessions_of(tx, row.collaborative_id) if it.slug == "second")
        anne = await people.person_by_slug(tx, "anne")
        assert anne is not None
        number = await homework.add_homework(tx, team, anne.id, text, second.id, r.now)
        await homework.set_state(tx, number, state, r.now)


async def team_id(r: Rooms, slug: str) -> int:
    ((found,),) = await r.rows(select(teams_table.c.id).where(teams_table.c.slug == slug))
    return int(found)


async def person_id(r: Rooms, slug: str) -> int:
    ((found,),) = await r.rows(select(people_table.c.id).where(people_table.c.slug == slug))
    return int(found)


async def case(r: Rooms, slug: str, kind: StallKind) -> None:
    """A case of the team opens."""
    await r.add(
        stalls, team_id=await team_id(r, slug), kind=kind, reasons=[], chain=[], opened_at=r.now, noticed_at=r.now,
        passed=[], version=1,
    )  # fmt: skip


async def brief(r: Rooms, *slugs: str, language: str = "en") -> Report:
    """The brief for the second gathering, of these teams or of all."""
    async with r.house.db.read() as tx:
        found = await teams.teams_of(tx, 1)
        second = next(it for it in await teams.sessions_of(tx, 1) if it.slug == "second")
        chosen = [it for it in found if it.slug in slugs or not slugs]
        return await brief_of(tx, r.house, chosen, second, language, r.now)


async def monthly(r: Rooms, *slugs: str, language: str = "en") -> Report:
    """The report of a month of these teams, or of all."""
    async with r.house.db.read() as tx:
        chosen = [it for it in await teams.teams_of(tx, 1) if it.slug in slugs or not slugs]
        return await monthly_report_of(tx, r.house, chosen, language, r.now)


def lines_of(page: tuple[Block, ...]) -> list[str]:
    """A page as plain lines."""
    found: list[str] = []
    for block in page:
        match block:
            case Words(words, _, label):
                found.append(f"{label} {words}".strip())
            case Bullets(items):
                found += [f"- {it}" for it in items]
            case Grid(columns, rows):
                found += [" | ".join(row) for row in (columns, *rows)]
            case Picture(_, captions):
                found += [f"[{it}]" for it in captions]
    return found


def all_words(report: Report) -> str:
    """Everything that stands in the document."""
    return "\n".join(
        [report.title, report.subtitle, report.foot, *(it for page in report.pages for it in lines_of(page))]
    )
