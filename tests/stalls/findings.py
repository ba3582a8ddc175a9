"""What stands at a moment, in the sentences of the table: each function says what is really so."""

import re
from datetime import datetime

from sqlalchemy import select

from bot.domain.team_state import is_slipping
from bot.flow.standing import state_now
from bot.storage.heard import lateness_of
from bot.storage.tables import check_ins, people, stalls, teams
from tests.stalls.play import Play
from tests.stalls.sentences import finding
from tests.stalls.when import written


@finding("{team} is {state}")
async def state(p: Play, team: str, state: str) -> str:
    async with p.r.house.db.read() as tx:
        found = await state_now(tx, await p.team(tx, team), p.r.now)
    return f"{team} is {found.replace('_', ' ')}"


@finding("{team} is slipping")
async def slipping(p: Play, team: str) -> str:
    return f"{team} is {await _slips(p, team)}slipping"


@finding("{team} is not slipping")
async def not_slipping(p: Play, team: str) -> str:
    return await slipping(p, team)


async def _slips(p: Play, team: str) -> str:
    async with p.r.house.db.read() as tx:
        asked = await lateness_of(tx, (await p.team(tx, team)).id)
    return "" if is_slipping(asked, p.r.now) else "not "


@finding("{team} was asked last on {moment}")
async def asked_last(p: Play, team: str, moment: str) -> str:
    query = select(check_ins.c.asked_at).join(teams).where(teams.c.slug == team, check_ins.c.asked_at.is_not(None))
    found = await p.r.rows(query.order_by(check_ins.c.asked_at.desc()).limit(1))
    return f"{team} was asked last on {written(found[0].asked_at if found else None)}"


@finding("{team} will be asked next on {moment}")
async def asked_next(p: Play, team: str, moment: str) -> str:
    ((due,),) = await p.r.rows(select(teams.c.next_due_at).where(teams.c.slug == team))
    return f"{team} will be asked next on {written(due)}"


@finding("{who} has the case of {team}")
async def who_has_it(p: Play, who: str, team: str) -> str:
    """Whoever took the one open case, or was told of it last and has not."""
    query = select(people.c.slug).join_from(stalls, teams).join(people, people.c.id == stalls.c.told_id)
    found = await p.r.rows(query.where(teams.c.slug == team, stalls.c.closed_at.is_(None)))
    return f"{found[0].slug if found else 'nobody'} has the case of {team}"


@finding("{who} reads: {text}")
async def reads(p: Play, who: str, text: str) -> str:
    """That this line stands in the alert that the person had last, as it is now."""
    shown = [it.text for it in p.r.sent if it.to == who and it.kind in ("alert", "edit")]
    lines = re.sub(r"</?[bi]>", "", shown[-1]).splitlines() if shown else []
    return f"{who} reads: {text if text in lines else lines}"


@finding("{who} does not read of {text}")
async def does_not_read(p: Play, who: str, text: str) -> str:
    """That this stands nowhere in the alert that the person had last, as it is now."""
    shown = [it.text for it in p.r.sent if it.to == who and it.kind in ("alert", "edit")]
    return f"{who} does not read of {text}" if text not in shown[-1] else shown[-1]


@finding("because of {text}")
async def reasons(p: Play, text: str) -> str:
    """The reasons of the one case that is open, or of the newest."""
    query = select(stalls.c.reasons).order_by(stalls.c.closed_at.is_not(None), stalls.c.id.desc()).limit(1)
    found = await p.r.rows(query)
    return f"because of {', and of '.join(_reason(it) for it in found[0].reasons) if found else 'nothing'}"


def _reason(reason: dict[str, object]) -> str:
    since = written(datetime.fromisoformat(str(reason["since"])))
    days = f"{reason['working_days']} working days"
    if not reason.get("question"):
        return f"{str(reason['rule']).replace('_', ' ')}, {days} since {since}"
    if "measure" in reason:
        return f"{reason['rule']}, {reason['measure']} asked for {reason['count']} times since {since}"
    said = f' "{reason["answer"]}"' if reason.get("answer") else ""
    return f"{reason['rule']}, {reason['count']} answers{said} in {days} since {since}"
