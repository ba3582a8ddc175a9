"""A small test in words: the question of its stage, and what is kept of it so far."""

from collections.abc import Iterator, Mapping

from bot.domain.pdsa import HALF_MADE, LONGEST_TEXT, TAKES_TEXT, Stage
from bot.flow.house import House
from bot.flow.testing.talk import CycleTalk, scales_of

ASKS = (*HALF_MADE, Stage.HAPPENED, Stage.LATER, Stage.DECISION)


def text_of(house: House, talk: CycleTalk, opening: str, *, some_day: bool) -> str:
    """The message of the test; `opening` stands above, and `some_day` says whether there is any day to choose."""
    wording, language, stage = house.content.wording, talk.language, talk.cycle.stage
    scales = scales_of(house, talk)
    return wording.layout(
        "test",
        language,
        opening=opening or _opening(house, talk, scales),
        title=_title(house, talk),
        lines=list(_lines(house, talk, scales)),
        question=wording.render(f"test.ask.{stage}", language) if stage in ASKS else "",
        how=_how(house, talk, some_day=some_day),
        so_far=_so_far(house, talk, scales),
        closing=_closing(house, talk),
        team=talk.team.title if stage in HALF_MADE else "",
        progress=_progress(house, talk),
        who_sees=wording.render("test.who-sees", language) if stage in TAKES_TEXT else "",
    )


def _opening(house: House, talk: CycleTalk, scales: Mapping[str, str]) -> str:
    wording, cycle = house.content.wording, talk.cycle
    if cycle.draft is not None:
        return wording.render("check-in.contact-details", talk.language)
    if cycle.stage is Stage.PREDICTION and talk.row.follows is not None:
        return wording.render("test.follows", talk.language, number=talk.row.follows)
    if cycle.stage is Stage.END and cycle.scale == list(scales)[-1]:
        return wording.render("test.largest", talk.language)
    if cycle.stage is Stage.DROPPED:
        return wording.render("test.dropped", talk.language)
    return ""


def _title(house: House, talk: CycleTalk) -> str:
    wording, stage = house.content.wording, talk.cycle.stage
    if talk.row.number is None:
        return ""
    values: dict[str, object] = {"number": talk.row.number, "team": talk.team.title}
    if stage is Stage.CLOSED:
        decision = wording.plain(f"test.decisions.{talk.cycle.decision}", talk.language)
        return wording.render("test.decided", talk.language, decision=decision, **values)
    return wording.render("test.saved" if stage is Stage.RUNNING else "test.title", talk.language, **values)


def _lines(house: House, talk: CycleTalk, scales: Mapping[str, str]) -> Iterator[str]:
    """What is kept of a test that was saved."""
    wording, cycle = house.content.wording, talk.cycle
    if talk.row.number is None:
        return
    if cycle.prediction:
        yield wording.render("test.expected", talk.language, text=cycle.prediction)
    if cycle.scale and cycle.stage in (Stage.RUNNING, Stage.CLOSED):
        yield wording.render("test.scale", talk.language, scale=scales.get(cycle.scale, cycle.scale))
    if cycle.what_happened and cycle.stage in (Stage.DECISION, Stage.CLOSED):
        yield wording.render("test.happened", talk.language, text=cycle.what_happened)


def _how(house: House, talk: CycleTalk, *, some_day: bool) -> str:
    wording, stage = house.content.wording, talk.cycle.stage
    if stage in TAKES_TEXT:
        return wording.render("test.how.text", talk.language, max=LONGEST_TEXT)
    if stage is Stage.SCALE:
        return wording.render("test.how.scale", talk.language)
    if stage in (Stage.END, Stage.LATER) and not some_day:
        return wording.render("test.how.no-day", talk.language)
    return ""


def _so_far(house: House, talk: CycleTalk, scales: Mapping[str, str]) -> str:
    cycle = talk.cycle
    scale = scales.get(cycle.scale or "") if cycle.stage is Stage.SCALE else None
    stands = scale or cycle.text
    return house.content.wording.render("test.so-far", talk.language, text=stands) if stands else ""


def _closing(house: House, talk: CycleTalk) -> str:
    wording, language, cycle = house.content.wording, talk.language, talk.cycle
    if cycle.stage is Stage.CLOSED:
        return wording.render(f"test.thanks.{cycle.decision}", language)
    if cycle.stage is not Stage.RUNNING:
        return ""
    if talk.row.ask_at is None or cycle.planned_end is None:
        return wording.render("test.tell-any-time", language)
    day = cycle.planned_end
    weekday = wording.spelling(language).weekday(day)
    return wording.render("test.ask-on", language, weekday=weekday, day=wording.date(day, language))


def _progress(house: House, talk: CycleTalk) -> str:
    if talk.cycle.stage not in HALF_MADE:
        return ""
    current, total = HALF_MADE.index(talk.cycle.stage) + 1, len(HALF_MADE)
    return house.content.wording.render("check-in.progress", talk.language, current=current, total=total)
