"""A question in words: what comes before it, the answer that holds, and who sees it."""

from bot.domain.model import MEASURED, About, Kind, Question
from bot.domain.programme import Role
from bot.flow.house import House
from bot.flow.measuring.words import how_to_type
from bot.flow.screens.beginning import beginning_of
from bot.flow.screens.talk import Held, Talk, model_texts, say_value, texts_of
from bot.storage import people
from bot.storage.database import Tx


async def question_text(tx: Tx, house: House, talk: Talk, opening: str, held: Held | None, *, taken: bool) -> str:
    """The question on the screen; `opening` stands above it, and below it the answer that is `held`.

    `taken` where that is a colleague's, and nothing more is asked for.
    """
    question = talk.conversation.questions[talk.conversation.position]
    wording, language, text = house.content.wording, talk.language, texts_of(house, talk, question)
    opening = opening or await _opening(tx, house, talk)
    return wording.layout(
        "check-in",
        language,
        opening=opening,
        question=text.text,
        how=_nothing_more(house, talk) if taken else _how(house, talk, question),
        chosen=await _chosen(tx, house, talk, question, held),
        team=talk.team.title if talk.team.title not in opening and await _has_several_teams(tx, talk) else "",
        progress=wording.render(
            "check-in.progress",
            language,
            current=talk.conversation.position + 1,
            total=len(talk.conversation.questions),
        ),
        who_sees=wording.render(f"check-in.who-sees.{_seen_by(talk, question)}", language),
    )


def _nothing_more(house: House, talk: Talk) -> str:
    """For the first question that a colleague has answered; whoever reads on has understood."""
    return "" if talk.conversation.position else house.content.wording.render("check-in.taken", talk.language)


def _how(house: House, talk: Talk, question: Question) -> str:
    """How to answer, where the buttons do not say it by themselves."""
    if question.id in MEASURED and talk.asked is not None:
        return how_to_type(house, talk.asked, talk.language)
    key = {Kind.NUMBER: "type-number", Kind.CHOICES: "choose-several", Kind.TEXT: "write-text"}.get(question.kind)
    return house.content.wording.render(f"check-in.{key}", talk.language) if key else ""


def _seen_by(talk: Talk, question: Question) -> str:
    if question.about is About.PERSON:
        return "personal"
    if talk.in_group:
        return "group"
    return "team" if question.seen_by_managers else "team-not-managers"


async def _chosen(tx: Tx, house: House, talk: Talk, question: Question, held: Held | None) -> str:
    """The answer that holds now: one's own, or whose it is."""
    if held is None:
        return ""
    value, by = say_value(house, talk, question, held[0]), await colleague(tx, house, talk, held[1])
    wording = house.content.wording
    if by:
        return wording.render("check-in.chosen-by", talk.language, person=by, answer=value)
    return wording.render("check-in.chosen", talk.language, answer=value)


async def colleague(tx: Tx, house: House, talk: Talk, person_id: int) -> str:
    """The name of who answered; empty for the person's own answer, unless all in a group read it."""
    if not talk.in_group and person_id == talk.somebody.id:
        return ""
    name = (await people.person_by_id(tx, person_id)).name
    # Whoever was erased has no name any more; what they answered for the team stays the team's.
    return name or house.content.wording.plain("check-in.a-colleague", talk.language)


async def _has_several_teams(tx: Tx, talk: Talk) -> bool:
    if talk.in_group:
        return False
    return sum(role.role is Role.MEMBER for role in await people.roles_of(tx, talk.somebody.id)) > 1


async def _opening(tx: Tx, house: House, talk: Talk) -> str:
    if talk.check_in.closed_at is not None:
        return house.content.wording.render("check-in.closed", talk.language)
    if talk.conversation.position > 0:
        return ""
    texts = model_texts(house, talk.team, talk.language)
    begins = talk.begins or await beginning_of(tx, house, talk.team, talk.check_in)
    values = {
        "team": talk.team.title,
        "phase": texts.phases[talk.check_in.phase],
        "step": texts.steps[begins.step.id].title,
    }
    if not begins.is_first:
        return house.content.wording.render("check-in.opening.usual", talk.language, **values)
    if talk.in_group:
        return house.content.wording.render("check-in.opening.first-in-group", talk.language, **values)
    person = talk.somebody.name
    return house.content.wording.render("check-in.opening.first", talk.language, person=person, **values)
