"""A case as one of its readers sees it: whose it is, what was done about it last, and the message that is ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.asked_before import Given
from bot.domain.case_buttons import Drawn, Tone
from bot.domain.language import Language
from bot.domain.stall import Closed, Move
from bot.domain.working_time import ONE_DAY
from bot.flow.cases.ready import has_tones, may_be_sent, ready_text
from bot.flow.house import House, calendar_of, language_of
from bot.storage import answers
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow
from bot.storage.stall_moves import MoveRow, moves_of, newest


@dataclass(frozen=True, slots=True)
class View:
    """A case with its team and reader; `given` are the team's newest answers, `moves` all that became of the case.

    `rests_until` is when the team is asked again, where a pause ended the case that is not over yet.
    """

    stall: StallRow
    team: TeamRow
    person: PersonRow
    language: Language
    tone: Tone
    given: Sequence[Given]
    moves: Sequence[MoveRow]
    ready: str
    rests_until: date | None = None

    @property
    def title(self) -> str:
        """What the team is called within a sentence."""
        return shortened(self.team.title, LONGEST_IN_A_LIST)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.stall.closed_at is not None

    @property
    def is_mine(self) -> bool:
        """Whether the reader has the case."""
        return self.stall.acknowledged_by == self.person.slug

    @property
    def is_others(self) -> bool:
        """Whether somebody else has it."""
        return self.stall.acknowledged_by is not None and not self.is_mine

    @property
    def obstacle(self) -> str:
        """What the team said last to be in its way."""
        return obstacle_in(self.given)

    @property
    def may_send(self) -> bool:
        """Whether there is a message, and somebody to send it to."""
        return bool(self.ready) and may_be_sent(self.stall)

    @property
    def has_tones(self) -> bool:
        """Whether the message is there in several tones, and has not been sent."""
        return bool(self.ready) and has_tones(self.stall) and self.sent is None

    @property
    def sent(self) -> MoveRow | None:
        """That a message went to the team since somebody was told of the case last."""
        for it in reversed(self.moves):
            if it.move is Move.SENT:
                return it
            if it.move in (Move.ALERTED, Move.LAPSED):
                return None
        return None

    @property
    def taken(self) -> MoveRow | None:
        """How the case was taken last, by whoever has it or had it until it lapsed."""
        return newest(self.moves, (Move.ACKNOWLEDGED,))

    @property
    def has_lapsed(self) -> bool:
        """Whether the reader had the case, and is asked whether they are still on it."""
        lapsed = self.turn is not None and self.turn.move is Move.LAPSED
        return lapsed and self.is_free and self.stall.told_id == self.person.id

    @property
    def turn(self) -> MoveRow | None:
        """The last time that the case went to somebody."""
        return newest(self.moves)

    @property
    def is_free(self) -> bool:
        """Whether the case is open and nobody has it."""
        return not self.is_over and self.stall.acknowledged_by is None

    @property
    def closed_by_me(self) -> bool:
        """Whether it was the reader who ended the case."""
        last = newest(self.moves, (Move.CLOSED,))
        return last is not None and last.by == self.person.slug

    @property
    def drawn(self) -> Drawn:
        """What the buttons of an alert are drawn for that shows this."""
        return Drawn(self.stall.version, self.tone)


def obstacle_in(given: Sequence[Given]) -> str:
    """What these answers, the newest of a team, say to be in its way."""
    return next((str(it.value) for it in given if it.question == "obstacle"), "none")


async def view_of(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, now: datetime, tone: Tone = Tone.BRIEF
) -> View:
    """The case for this reader."""
    given, moves = await answers.newest_answers(tx, team.id), await moves_of(tx, stall.id)
    ready = ready_text(house, stall, team, person, obstacle_in(given), tone)
    language, pause = language_of(person, team.language), None
    if stall.closed_because == Closed.PAUSED:
        calendar = await calendar_of(tx, team)
        pause = calendar.pause_on(calendar.local_date(now))
    return View(stall, team, person, language, tone, given, moves, ready, pause.last + ONE_DAY if pause else None)
