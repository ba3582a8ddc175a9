"""Later: somebody has no time now, chooses when, and the check-in comes back to them then."""

from datetime import datetime

from bot.domain.buttons import AGAIN, LATER_2_HOURS, LATER_TOMORROW, LATER_WEEK
from bot.domain.later import Later, fits, wished_for
from bot.domain.outgoing import Keyboard
from bot.flow.asking.reach import may_ask_at
from bot.flow.handling import Incoming, handling, sender
from bot.flow.house import House
from bot.flow.plan import asked_next
from bot.flow.say import tell
from bot.flow.screens.buttons import answer_button, away_button, move_button
from bot.flow.screens.show import Showing, show
from bot.flow.screens.talk import Talk
from bot.flow.screens.talks import talks_of
from bot.flow.status import say_when_next
from bot.storage.database import Tx

LABELS = {LATER_2_HOURS: "later-2-hours", LATER_TOMORROW: "later-tomorrow", LATER_WEEK: "later-week"}


async def later(house: House, incoming: Incoming) -> None:
    """/later: when the check-in that is open should come back."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await tell(tx, house, incoming, "refused.not-joined")
            return
        open_ = [talk for talk in await talks_of(tx, house, person) if talk.conversation.current is not None]
        if not open_:
            await say_when_next(tx, house, incoming, person, "commands.checkin.nothing-open")
            return
        aside = await ask_when(tx, house, open_[0], incoming.now)
        await show(tx, house, open_[0], incoming.now, Showing(fresh=True, aside=aside))


async def ask_when(tx: Tx, house: House, talk: Talk, now: datetime) -> tuple[str, Keyboard]:
    """The question when it should come back, with the moments that there are, and the way back to the check-in."""
    choices = await _choices(tx, house, talk, now)
    buttons = tuple((answer_button(talk, _label(house, talk, it), it.choice),) for it in choices)
    key = "check-in.later.ask" if choices else "check-in.later.none"
    text = house.content.wording.render(key, talk.language)
    return text, (*buttons, (away_button(house, talk),), (move_button(house, talk, AGAIN, "back"),))


async def come_back(tx: Tx, house: House, talk: Talk, choice: str, now: datetime) -> datetime | None:
    """The moment that this choice stands for now; None where there is no such moment any more."""
    return next((it.moment for it in await _choices(tx, house, talk, now) if it.choice == choice), None)


async def _choices(tx: Tx, house: House, talk: Talk, now: datetime) -> list[Later]:
    """The moments that lie in the person's own hours and before these questions are over."""
    if talk.check_in.closed_at is not None:
        return []
    person, team = talk.somebody, talk.team
    next_at = await asked_next(tx, house, team)
    ends = [moment for moment in (talk.check_in.close_at, next_at) if moment is not None]
    found: dict[datetime, Later] = {}
    for wished in wished_for(now, house.schedule(team).cadence.at, talk.zone):
        permitted = await may_ask_at(tx, house, team, person, wished.moment)
        if fits(wished, permitted, talk.zone) and all(permitted < end for end in ends):
            found.setdefault(permitted, Later(wished.choice, permitted))
    return list(found.values())


def _label(house: House, talk: Talk, later: Later) -> str:
    wording, language = house.content.wording, talk.language
    day = wording.spelling(language).weekday(later.moment.astimezone(talk.zone))
    values = {"weekday": day} if later.choice == LATER_WEEK else {}
    return wording.plain(f"check-in.buttons.{LABELS[later.choice]}", language, **values)
