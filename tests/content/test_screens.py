"""No check-in outgrows what the channel and a phone take, whatever the model, the language and the names."""

from dataclasses import replace

import pytest

from bot.content.content import Content
from bot.content.limits import BUTTON, MESSAGE
from bot.domain.button_data import MOST_BYTES
from bot.domain.buttons import AnswerPressed, unpack
from bot.domain.check_in import Stage
from bot.domain.model import Kind, Question
from bot.flow.answering.later import ask_when
from bot.flow.answering.numbers import take_number
from bot.flow.answering.texts import take_text
from bot.flow.screens.show import CORRECTING, Showing
from bot.sandbox.markup import parse, units
from bot.settings import ROOT
from tests.content.screens import NOW, Screen, Screens, is_personal, longest_answer, screens
from tests.domain.years import Year, a_concern, the_best
from tests.support.world import content as shipped

MODELS = sorted(path.name for path in (ROOT / "prompts/models").iterdir() if path.is_dir())
LANGUAGES = ["en", "nb", "nn"]
MOST_QUESTIONS, MOST_IN_A_ROW = 4, 8
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OF_ALL = pytest.mark.parametrize(
    ("model", "language"), [(model, language) for model in MODELS for language in LANGUAGES]
)


def check(screen: Screen, what: str) -> None:
    """The screen as Telegram and a narrow phone take it."""
    text, _ = parse(screen.text)
    assert 0 < units(text) <= MESSAGE, what
    assert screen.keyboard, what
    for row in screen.keyboard:
        assert 0 < len(row) <= MOST_IN_A_ROW, what
        for button in row:
            assert 0 < units(button.text) <= BUTTON, f"{what}: {button.text}"
            assert len(button.data.encode()) <= MOST_BYTES, f"{what}: {button.data}"
            assert isinstance(unpack(button.data), AnswerPressed) or button.data.startswith("y1:"), what
    labels = [button.text for row in screen.keyboard for button in row]
    assert len(labels) == len(set(labels)), what


def asked_of_teams(model: str) -> list[tuple[str, Question]]:
    """Every question that a check-in may hold, with a phase in which it does."""
    loaded = shipped().models[model].model
    leaders = [phase.leader_question for phase in loaded.phases]
    longest = max(loaded.phases, key=lambda phase: len(phase.id)).id
    found = [(phase.id if phase else longest, question) for phase, _, question in loaded.questions()]
    return [(phase, question) for phase, question in found if question not in leaders]


def asked_first(model: str) -> list[tuple[str, Question]]:
    """Those that no model before this one asks: another shows them in the same words."""
    before = {question for other in MODELS[: MODELS.index(model)] for _, question in asked_of_teams(other)}
    return [(phase, question) for phase, question in asked_of_teams(model) if question not in before]


def four(question: Question, others: list[Question], position: int) -> list[Question]:
    """A check-in with this question at this place."""
    rest = [it for it in others if it.id != question.id][: MOST_QUESTIONS - 1]
    return [*rest[:position], question, *rest[position:]]


@ON_SQLITE
@OF_ALL
async def test_every_question_fits_first_and_last_alone_and_in_a_group_new_answered_and_taken(
    database_url: str, content: Content, model: str, language: str
) -> None:
    others = [question for _, question in asked_of_teams(model)]
    async with screens(database_url, content, model, language) as made:
        for phase, question in asked_first(model):
            made.team = replace(made.team, phase=phase)
            made.check_in = replace(made.check_in, phase=phase)
            await every_screen(made, question, others, f"{model} in {language}: {question.id}")


async def every_screen(made: Screens, question: Question, others: list[Question], what: str) -> None:
    """One question, at both ends of a check-in, before and after it was answered."""
    everywhere = [
        await made.talk(four(question, others, position), position, group=group)
        for position in (0, 3)
        for group in (False, True)
        if not (group and is_personal(question))
    ]
    for talk in everywhere:
        check(await made.shown(talk), what)
    if question.kind is Kind.CHOICES:
        ticked = replace(
            everywhere[0], conversation=replace(everywhere[0].conversation, draft=longest_answer(question))
        )
        check(await made.shown(ticked), f"{what}, ticked")
    await asked_back(made, question, others, what)
    await made.answer(question, made.colleague)
    for talk in everywhere:
        check(await made.shown(talk), f"{what}, taken by a colleague")
    check(await made.shown(everywhere[0], CORRECTING), f"{what}, corrected")
    await made.answer(question, made.me)
    for talk in everywhere:
        check(await made.shown(talk), f"{what}, answered")
    await made.forget_answers()


async def asked_back(made: Screens, question: Question, others: list[Question], what: str) -> None:
    """What is written and cannot be kept at once."""
    talk = await made.talk(four(question, others, 0))
    if question.kind is Kind.NUMBER:
        for text in ("-999999999999999", "1,234", "3/20", "many"):
            await take_number(made.tx, made.house, made.incoming(), talk, text)
            check(await made.waiting(), f"{what}, {text}")
    if question.kind is Kind.TEXT:
        for text in ("22 33 44 55", "w" * MESSAGE):
            await take_text(made.tx, made.house, made.incoming(), talk, text)
            check(await made.waiting(), f"{what}, {text[:12]}")


@ON_SQLITE
@OF_ALL
async def test_the_longest_questions_fit_with_whatever_stands_above_them(
    database_url: str, content: Content, model: str, language: str
) -> None:
    wording, texts = content.wording, content.models[model].texts_in(language).questions
    longest = max((it for _, it in asked_of_teams(model)), key=lambda it: units(texts[it.id].text))
    async with screens(database_url, content, model, language) as made:
        name, team = made.colleague.name, made.team.title
        openings = [
            wording.render("check-in.reminder", language, team=team),
            wording.render("check-in.later.back", language),
            *(wording.render(f"check-in.help.{key}", language, facilitator=name) for key in ("asked", "already")),
            wording.render("check-in.help.nobody", language, team=team),
            wording.render("check-in.help.over", language, team=team),
        ]
        for group in (False, True):
            for opening in openings:
                check(await made.shown(await made.talk([longest], group=group), Showing(opening=opening)), opening)
            check(await made.shown(await made.talk([longest], group=group, closed=True)), "closed")
        talk = await made.talk([longest])
        check(await made.shown(talk, Showing(aside=await ask_when(made.tx, made.house, talk, NOW))), "later")
        check(await made.shown(await made.talk([longest], later_at=NOW)), "put off")


@ON_SQLITE
@OF_ALL
async def test_every_end_fits_with_the_longest_answers(
    database_url: str, content: Content, model: str, language: str
) -> None:
    asked = [question for _, question in asked_of_teams(model)]
    texts = content.models[model].texts_in(language).questions
    # The four that take most room first, then all others.
    asked.sort(key=lambda it: units(texts[it.id].text) + units(str(longest_answer(it))), reverse=True)
    async with screens(database_url, content, model, language) as made:
        for n in range(0, len(asked), MOST_QUESTIONS):
            questions = asked[n : n + MOST_QUESTIONS]
            for question in questions:
                await made.answer(question, made.colleague)
            for group in (False, True):
                for_all = [it for it in questions if not (group and is_personal(it))]
                for stage in (Stage.DONE, Stage.NOTHING_NEW, Stage.NOT_ON_DUTY):
                    for closed in (False, True):
                        talk = await made.talk(for_all, group=group, stage=stage, closed=closed)
                        check(await made.shown(talk), f"{stage} after {[it.id for it in for_all]}")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("personal", [True, False])
@pytest.mark.parametrize("answer", [the_best, a_concern, lambda _: None], ids=["the best", "concerns", "nothing"])
def test_no_check_in_asks_more_than_four(model: str, *, personal: bool, answer: object) -> None:
    loaded = shipped().models[model].model
    for phase in loaded.phases:
        year = Year(loaded, phase.id, personal=personal)
        for _ in range(26):
            assert 0 < len(year.ask(answer)) <= MOST_QUESTIONS  # type: ignore[arg-type]
