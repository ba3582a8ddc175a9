"""The screen of a check-in for one person: words and buttons, decided and put in the outbox."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.models import ModelTexts, QuestionText
from bot.domain.asking import current_step
from bot.domain.buttons import BACK, CHANGE, NOTHING_NEW, SKIP, AnswerPressed
from bot.domain.check_in import Conversation, Stage
from bot.domain.model import About, Kind, Question, Value
from bot.domain.outgoing import Button, Keyboard, Lane, Outgoing, OutgoingKind
from bot.domain.programme import Role
from bot.flow.house import House, language_of
from bot.storage import check_ins, outbox, people
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, ConversationRow, PersonRow, TeamRow

# Choices share a row while their words fit a narrow phone.
ROW_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything about one person's conversation: whose it is and which check-in of which team it is about."""

    team: TeamRow
    check_in: CheckInRow
    row: ConversationRow
    person: PersonRow
    language: str
    conversation: Conversation


def talk_about(house: House, team: TeamRow, check_in: CheckInRow, row: ConversationRow, person: PersonRow) -> Talk:
    """The conversation as a value, with the questions that the check-in was given."""
    model = house.model(team)
    questions = tuple(model.question(question["id"]) for question in check_in.questions)
    conversation = Conversation(questions, row.position, Stage(row.stage))
    return Talk(team, check_in, row, person, language_of(person, team.language), conversation)


@dataclass(frozen=True, slots=True)
class Showing:
    """How a screen is shown: by default it is a reply that changes the message already there.

    `opening` stands above the question, and `asked_back` holds the buttons for what it asks back.
    """

    lane: Lane = Lane.REPLY
    kind: OutgoingKind = OutgoingKind.SCREEN
    fresh: bool = False
    opening: str = ""
    asked_back: Keyboard = ()
    not_before: datetime | None = None
    expires_at: datetime | None = None


IN_PLACE = Showing()
BELOW = Showing(fresh=True)


async def show(tx: Tx, house: House, talk: Talk, now: datetime, how: Showing = IN_PLACE) -> None:
    """Put the person's screen in the outbox; it takes the place of one that has not left yet."""
    if talk.person.chat_id is None:
        return
    if talk.conversation.current is None:
        text, keyboard = await _closing(tx, house, talk, now), _change_button(house, talk)
    else:
        text, keyboard = await _question(tx, house, talk, how.opening), how.asked_back + _answer_buttons(house, talk)
    number = talk.row.screens + 1
    await check_ins.change_conversation(tx, talk.row.id, screens=number)
    key = f"check-in:{talk.check_in.id}:{talk.person.id}:{number}"
    await outbox.put(
        tx,
        Outgoing(
            key,
            how.kind,
            how.lane,
            talk.person.chat_id,
            person_id=talk.person.id,
            text=text,
            keyboard=keyboard,
            conversation_id=talk.row.id,
            fresh=how.fresh,
            not_before=how.not_before,
            expires_at=how.expires_at,
        ),
        now,
    )


def texts_of(house: House, talk: Talk, question: Question) -> QuestionText:
    """The question's words in the language of the person."""
    return model_texts(house, talk.team, talk.language).questions[question.id]


def model_texts(house: House, team: TeamRow, language: str) -> ModelTexts:
    """The words of the team's model in this language, or the collaborative's where there are none."""
    texts = house.content.models[team.model].texts
    return texts.get(language) or texts[team.language]


def say_value(house: House, talk: Talk, question: Question, value: Value) -> str:
    """An answer in words: the choice's label, or the number as it is written here."""
    wording, language = house.content.wording, talk.language
    match question.kind, value:
        case Kind.YES_NO, str():
            return wording.plain(f"check-in.buttons.{value}", language)
        case ((Kind.CHOICE | Kind.CHOICES), str()):
            return texts_of(house, talk, question).choices.get(value, value)
        case _, tuple():
            return wording.list([say_value(house, talk, question, part) for part in value], language)
        case _, int() | float():
            return wording.number(value, language)
    return str(value)


async def _question(tx: Tx, house: House, talk: Talk, opening: str) -> str:
    question = talk.conversation.questions[talk.conversation.position]
    wording, language, text = house.content.wording, talk.language, texts_of(house, talk, question)
    opening = opening or await _opening(tx, house, talk)
    return wording.layout(
        "check-in",
        language,
        opening=opening,
        question=text.text,
        low=text.low,
        high=text.high,
        number=question.kind is Kind.NUMBER,
        chosen=await _chosen(tx, house, talk, question),
        team=talk.team.title if talk.team.title not in opening and await _has_several_teams(tx, talk.person) else "",
        progress=wording.render(
            "check-in.progress",
            language,
            current=talk.conversation.position + 1,
            total=len(talk.conversation.questions),
        ),
        who_sees=wording.render(f"check-in.who-sees.{_seen_by(question)}", language),
    )


def _seen_by(question: Question) -> str:
    if question.about is About.PERSON:
        return "personal"
    return "team" if question.seen_by_managers else "team-not-managers"


async def _chosen(tx: Tx, house: House, talk: Talk, question: Question) -> str:
    """The answer that holds now: one's own, or whose it is."""
    found = await check_ins.answer_in_check_in(tx, talk.check_in.id, question.id)
    if found is None:
        return ""
    value, by = say_value(house, talk, question, found[0]), await _colleague(tx, talk, found[1])
    wording = house.content.wording
    if by:
        return wording.render("check-in.chosen-by", talk.language, person=by, answer=value)
    return wording.render("check-in.chosen", talk.language, answer=value)


async def _colleague(tx: Tx, talk: Talk, person_id: int) -> str:
    """The name of somebody else who answered, empty for the person's own answer."""
    return "" if person_id == talk.person.id else (await people.person_by_id(tx, person_id)).name


async def _has_several_teams(tx: Tx, person: PersonRow) -> bool:
    return sum(role.role is Role.MEMBER for role in await people.roles_of(tx, person.id)) > 1


async def _opening(tx: Tx, house: House, talk: Talk) -> str:
    if talk.check_in.closed_at is not None:
        return house.content.wording.render("check-in.closed", talk.language)
    if talk.conversation.position > 0:
        return ""
    model, texts = house.model(talk.team), model_texts(house, talk.team, talk.language)
    given = await check_ins.newest_answers(tx, talk.team.id)
    values = {
        "team": talk.team.title,
        "phase": texts.phases[talk.check_in.phase],
        "step": texts.steps[current_step(model, talk.check_in.phase, given).id].title,
    }
    if len(await check_ins.questions_asked(tx, talk.team.id)) > 1:
        return house.content.wording.render("check-in.opening.usual", talk.language, **values)
    return house.content.wording.render("check-in.opening.first", talk.language, person=talk.person.name, **values)


async def _closing(tx: Tx, house: House, talk: Talk, now: datetime) -> str:
    wording, language, team = house.content.wording, talk.language, talk.team
    texts, nothing_new = model_texts(house, team, language), talk.conversation.stage is Stage.NOTHING_NEW
    step = current_step(house.model(team), talk.check_in.phase, await check_ins.newest_answers(tx, team.id))
    return wording.layout(
        "check-in-done",
        language,
        nothing_new=nothing_new,
        team=team.title,
        late=talk.check_in.closed_at is not None,
        answers=[] if nothing_new else await _given(tx, house, talk),
        guidance=texts.steps[step.id].guidance,
        step=texts.steps[step.id].title,
        when=wording.when(team.next_due_at, ZoneInfo(team.zone), now, language) if team.next_due_at else "",
        collaborative=team.collaborative_title,
        ends=wording.date(team.ends, language),
    )


async def _given(tx: Tx, house: House, talk: Talk) -> list[tuple[str, str, str]]:
    return [
        (
            texts_of(house, talk, question).text,
            say_value(house, talk, question, found[0]),
            await _colleague(tx, talk, found[1]),
        )
        for question in talk.conversation.questions
        if (found := await check_ins.answer_in_check_in(tx, talk.check_in.id, question.id))
    ]


def _answer_buttons(house: House, talk: Talk) -> Keyboard:
    position = talk.conversation.position
    question = talk.conversation.questions[position]
    rows = [
        tuple(
            _button(talk, position, say_value(house, talk, question, _as_value(question, choice)), choice)
            for choice in row
        )
        for row in _rows(house, talk, question)
    ]
    moves = [BACK, SKIP] if position else [SKIP]
    rows.append(tuple(_button(talk, position, _move_label(house, talk, move), move) for move in moves))
    if position == 0:
        rows.append((_button(talk, position, _move_label(house, talk, NOTHING_NEW), NOTHING_NEW),))
    return tuple(rows)


def _rows(house: House, talk: Talk, question: Question) -> list[tuple[str, ...]]:
    if question.kind in (Kind.YES_NO, Kind.SCALE):
        return [question.choices]
    rows: list[tuple[str, ...]] = []
    length = 0
    for choice in question.choices:
        size = len(say_value(house, talk, question, choice))
        if rows and length + size <= ROW_LENGTH and len(rows[-1]) < 2:
            rows[-1], length = (*rows[-1], choice), length + size
        else:
            rows.append((choice,))
            length = size
    return rows


def _as_value(question: Question, choice: str) -> Value:
    return int(choice) if question.kind is Kind.SCALE else choice


def _move_label(house: House, talk: Talk, move: str) -> str:
    names = {SKIP: "skip", BACK: "back", NOTHING_NEW: "nothing-new", CHANGE: "change-answer"}
    return house.content.wording.plain(f"check-in.buttons.{names[move]}", talk.language)


def _button(talk: Talk, position: int, text: str, choice: str) -> Button:
    return Button(text, AnswerPressed(talk.row.id, position, choice).pack())


def _change_button(house: House, talk: Talk) -> Keyboard:
    return ((_button(talk, 0, _move_label(house, talk, CHANGE), CHANGE),),)


def moved(talk: Talk, conversation: Conversation) -> Talk:
    """The same talk after a press."""
    return replace(talk, conversation=conversation)
