"""The screens of a check-in through the real rooms, with the longest names, as the channel gets them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import delete, select

from bot.content.checks.room import check_room_for
from bot.content.content import Content
from bot.content.programme_file import ReadProgramme, read_programme
from bot.domain.check_in import Draft, Stage
from bot.domain.model import About, Kind, Question, Value
from bot.domain.outgoing import Button, Keyboard
from bot.flow.applying.apply import apply
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.screens.show import IN_PLACE, Showing, show
from bot.flow.screens.talk import Talk, talk_about
from bot.storage import answers as answer_rows
from bot.storage import check_ins as check_in_rows
from bot.storage import people as people_rows
from bot.storage import teams as team_rows
from bot.storage.database import Database, Tx
from bot.storage.rows import CheckInRow, ConversationRow, PersonRow, TeamRow
from bot.storage.tables import answers, conversations, outbox
from bot.storage.writes import add_row
from tests.content.examples import PROGRAMME

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
GROUP_CHAT = -1_009_999_999_999
# The most digits that an id may take in a button.
ELEVEN_DIGITS = 10**11 - 1
NAMES = (
    "Safer medication at home", "First gathering", "Second gathering",
    "Anne Vik", "Per Moe", "Kari Lund", "Ola Nes", "Ridge home care",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screen:
    """What leaves for the channel."""

    text: str
    keyboard: Keyboard


def with_longest_names(content: Content) -> ReadProgramme:
    """The example programme with names as long as `mellom check` lets them be, signs of HTML among them."""
    fitting = (_named(content, length) for length in range(400, 20, -10))
    return next(read for read in fitting if not list(check_room_for(read, content)))


def _named(content: Content, length: int) -> ReadProgramme:
    text, name = PROGRAMME, ("Sør <A> & B " * length)[:length].strip()
    for old in NAMES:
        text = text.replace(old, name)
    return read_programme(text, "programme.yaml", content)


@dataclass
class Screens:
    """One check-in of a team of a model, in one language, with a conversation of a member's and one in the group."""

    tx: Tx
    house: House
    team: TeamRow
    check_in: CheckInRow
    alone: ConversationRow
    in_group: ConversationRow
    me: PersonRow
    colleague: PersonRow

    async def talk(
        self, questions: Sequence[Question], position: int = 0, *, group: bool = False, draft: Draft = None,
        stage: Stage = Stage.OPEN, closed: bool = False, later_at: datetime | None = None,
    ) -> Talk:  # fmt: skip
        """A conversation about these questions."""
        asked = [{"id": question.id, "version": question.version, "step": None} for question in questions]
        check_in = replace(self.check_in, questions=asked, closed_at=NOW if closed else None)
        row = replace(self.in_group if group else self.alone, position=position, stage=stage, later_at=later_at)
        talk = await talk_about(self.tx, self.house, self.team, check_in, row, self.me)
        return replace(talk, conversation=replace(talk.conversation, draft=draft))

    async def shown(self, talk: Talk, how: Showing = IN_PLACE) -> Screen:
        """The screen of a conversation, as it waits to be sent."""
        await show(self.tx, self.house, talk, NOW, how)
        return await self.waiting()

    async def waiting(self) -> Screen:
        """The screen that has just been decided."""
        ((text, keyboard),) = (await self.tx.execute(select(outbox.c.text, outbox.c.keyboard))).all()
        await self.tx.execute(delete(outbox))
        return Screen(text, tuple(tuple(Button(*button) for button in row) for row in keyboard))

    def incoming(self) -> Incoming:
        """An update from the member."""
        return Incoming(1, ELEVEN_DIGITS, ELEVEN_DIGITS, NOW)

    async def answer(self, question: Question, by: PersonRow) -> None:
        """The longest answer that there is, kept as this person's."""
        await answer_rows.add_answer(
            self.tx, check_in_id=self.check_in.id, team_id=self.team.id, person_id=by.id, question=question.id,
            question_version=question.version, phase=self.team.phase, step=None, about=question.about, wording="",
            value=longest_answer(question), asked_at=NOW, answered_at=NOW, late=False, source="chat",
        )  # fmt: skip

    async def forget_answers(self) -> None:
        """Nothing was answered."""
        await self.tx.execute(delete(answers))


def longest_answer(question: Question) -> Value:
    """The answer that takes most room on a screen."""
    match question.kind:
        case Kind.CHOICES:
            return tuple(choice for choice in question.choices if choice not in question.alone)
        case Kind.NUMBER:
            return -999_999_999_999_999.0
        case Kind.TEXT:
            return "&" * question.longest
        case Kind.SCALE:
            return 5
    return max(question.choices, key=len)


@asynccontextmanager
async def screens(url: str, content: Content, model: str, language: str) -> AsyncIterator[Screens]:
    """Screens of this model in this language."""
    house = House(Database(url), content)
    try:
        async with _applied(house, model, language) as made:
            yield made
    finally:
        await house.db.close()


@asynccontextmanager
async def _applied(house: House, model: str, language: str) -> AsyncIterator[Screens]:
    await apply(house, with_longest_names(house.content).programme, NOW)
    async with house.db.write() as tx:
        kari, ola = [await people_rows.person_by_slug(tx, slug) for slug in ("kari", "ola")]
        assert kari is not None
        assert ola is not None
        await people_rows.set_chat(tx, kari.id, ELEVEN_DIGITS, NOW)
        kari = replace(kari, chat_id=ELEVEN_DIGITS, language=language)
        phase = house.content.models[model].model.phases[0].id
        team = await team_rows.team_by_id(tx, 1)
        team = replace(team, model=model, phase=phase, language=language, group_chat_id=GROUP_CHAT)
        check_in_id = await check_in_rows.add_check_in(
            tx, team.id, date(2026, 9, 1), phase=team.phase, state="asked", due_at=NOW, asked_at=NOW, questions=[]
        )
        rows = [await _conversation(tx, check_in_id, n, who) for n, who in enumerate((kari.id, None))]
        check_in = await check_in_rows.check_in_by_id(tx, check_in_id)
        yield Screens(tx, house, team, check_in, rows[0], rows[1], kari, ola)


async def _conversation(tx: Tx, check_in_id: int, number: int, person_id: int | None) -> ConversationRow:
    """A conversation whose buttons carry the longest id."""
    id_ = ELEVEN_DIGITS - number
    values = {"check_in_id": check_in_id, "person_id": person_id, "position": 0, "stage": "open", "screens": 0}
    await add_row(tx, conversations, id=id_, **values)
    return ConversationRow(id_, check_in_id, person_id, None, 0, "open", 0, None, None, None, None)


def is_personal(question: Question) -> bool:
    """Whether each answers it alone, so that no group is asked."""
    return question.about is About.PERSON
