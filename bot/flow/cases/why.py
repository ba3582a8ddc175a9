"""What a team said, in words: its last answers, and each rule by which they say that it is stuck, with its numbers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from bot.content.limits import shortened
from bot.domain.asked_before import Given
from bot.domain.model import MEASURED, Kind
from bot.domain.working_time import WorkingCalendar
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.storage.rows import StallRow, TeamRow

# So many of the newest answers are shown, each cut to so many units.
MOST_ANSWERS, LONGEST_ANSWER = 3, 120


def stuck_reasons(house: House, stall: StallRow, team: TeamRow, calendar: WorkingCalendar, language: str) -> list[str]:
    """A sentence for each rule of the case that read the team's answers."""
    wording, texts = house.content.wording, model_texts(house, team, language).questions
    found: list[str] = []
    for reason in stall.reasons:
        question, answer = str(reason.get("question", "")), str(reason.get("answer", ""))
        if question not in texts:
            continue
        since = calendar.local_date(datetime.fromisoformat(reason["since"]))
        if "measure" in reason:
            found.append(_missing(house, reason, since, language))
            continue
        found.append(
            wording.plain(
                f"alert.stuck.{'same-answer' if answer else 'like-answers'}",
                language,
                answers=wording.count("answers", int(reason.get("count", 1)), language),
                days=wording.count("working-days", int(reason["working_days"]), language),
                question=texts[question].text,
                since=wording.date(since, language),
                **({"answer": answer_words(house, team, language, question, answer)} if answer else {}),
            )
        )
    return found


def _missing(house: House, reason: Mapping[str, Any], since: date, language: str) -> str:
    """That a value was asked for and did not come."""
    wording = house.content.wording
    return wording.plain(
        "alert.stuck.no-new-number",
        language,
        measure=shortened(str(reason.get("title", reason["measure"])), LONGEST_ANSWER),
        since=wording.date(since, language),
        interval=wording.plain(f"measure.every.{reason.get('every', 'week')}", language),
        times=int(reason.get("count", 2)),
    )


def answers_in_words(
    house: House, team: TeamRow, calendar: WorkingCalendar, given: Sequence[Given], language: str
) -> list[tuple[str, str]]:
    """The days of the team's last answers with what was asked and said, the newest first."""
    wording, texts = house.content.wording, model_texts(house, team, language).questions
    # A question that the model no longer asks has no words any more, and a number says nothing without the others.
    known = (it for it in reversed(given) if it.question in texts and it.question not in MEASURED)
    return [
        (
            wording.date(calendar.local_date(it.answered_at), language),
            f"{texts[it.question].text} "
            + shortened(answer_words(house, team, language, it.question, it.value), LONGEST_ANSWER),
        )
        for it in islice(known, MOST_ANSWERS)
    ]


def answer_words(house: House, team: TeamRow, language: str, question_id: str, value: object) -> str:
    """An answer of the team as its button says it."""
    wording, texts = house.content.wording, model_texts(house, team, language).questions[question_id]
    if house.model(team).question(question_id).kind is Kind.YES_NO:
        return wording.plain(f"check-in.buttons.{value}", language)
    if isinstance(value, str):
        return texts.choices.get(value, value)
    if isinstance(value, tuple):
        return wording.list([texts.choices.get(choice, choice) for choice in value], language)
    return wording.number(value, language) if isinstance(value, int | float) else ""
