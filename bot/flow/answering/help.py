"""Help is wanted: a case opens at once, and the person reads who will be in touch."""

from datetime import datetime

from bot.domain.check_in import Moved
from bot.domain.stall import Closed, Reason, StallKind
from bot.flow.cases.end import end_case
from bot.flow.cases.open import Found, open_case
from bot.flow.cases.readers import chain_today, reader_of
from bot.flow.house import House, is_over
from bot.flow.screens.talk import Talk
from bot.storage import stalls
from bot.storage.database import Tx

QUESTION, YES, NO = "help-wanted", "yes", "no"


async def told_of_help(tx: Tx, house: House, talk: Talk, now: datetime) -> str:
    """What follows from a press on "We need help", in words."""
    wording, language = house.content.wording, talk.language
    if is_over(talk.team, now):
        return wording.render("check-in.help.over", language, team=talk.team.title)
    opened = await _open(tx, talk, now)
    stall = await stalls.open_stall_of(tx, talk.team.id, StallKind.HELP_WANTED)
    # Whoever has the case, or is told of it first; nobody is promised who cannot be reached.
    told = reader_of(stall, await chain_today(tx, stall, talk.team)) if stall is not None else None
    if told is None:
        return wording.render("check-in.help.nobody", language, team=talk.team.title)
    return wording.render(f"check-in.help.{'asked' if opened else 'already'}", language, facilitator=told.name)


async def wants_help(tx: Tx, house: House, talk: Talk, done: Moved, now: datetime) -> None:
    """Open a case where the team answers that it wants help, and end it where it no longer does."""
    if done.question is None or done.question.id != QUESTION:
        return
    if done.value == YES:
        await _open(tx, talk, now)
    elif done.value == NO:
        await end_case(tx, house, talk.team, StallKind.HELP_WANTED, Closed.NO_LONGER_WANTED, now)


async def _open(tx: Tx, talk: Talk, now: datetime) -> bool:
    """Whether this was what opened the case."""
    if await stalls.open_stall_of(tx, talk.team.id, StallKind.HELP_WANTED) is not None:
        return False
    reason = Reason("help_wanted", 0, now, talk.somebody.slug)
    await open_case(tx, talk.team, Found(StallKind.HELP_WANTED, now, (reason,)), now)
    return True
