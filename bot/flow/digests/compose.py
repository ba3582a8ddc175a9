"""A page of the week, made of the week's facts by a pure function: what is said, in which order, and what is not."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.digest import TeamSeen
from bot.domain.digest_ask import Ask
from bot.domain.digest_page import AskPart, Choice, DigestPage, QuestionPart, SectionPart, TeamPart
from bot.domain.digest_week import QUIET_FORMS, SHORT_FORMS, Around, Form, summary
from bot.domain.language import Language
from bot.domain.team_state import TeamState
from bot.flow.digests.ask_words import ask_in_words
from bot.flow.digests.reply import Reply
from bot.flow.digests.team_words import TeamWords
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.storage.rows import TeamRow

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a page is made of. `team` names the collaborative and its model; teams stand in their order.

    `quiet_since` is the week of the first of several quiet pages in a row; `monthly` that they come once a month now.
    """

    team: TeamRow
    language: Language
    around: Around
    form: Form
    teams: tuple[TeamSeen, ...]
    parts: tuple[TeamPart, ...]
    manages: bool
    ask: Ask | None = None
    question: QuestionPart | None = None
    sections: tuple[SectionPart, ...] = ()
    quiet_since: date | None = None
    monthly: bool = False


def team_parts(
    house: House,
    team: TeamRow,
    teams: Sequence[TeamSeen],
    language: Language,
    around: Around,
    managed: frozenset[int],
) -> tuple[TeamPart, ...]:
    """What is said of each of the teams in a week with something to say; the reader manages some of them."""
    return TeamWords(house, team, language, around, managed).parts(teams)


def fingerprint(parts: Sequence[TeamPart], sections: Sequence[SectionPart]) -> str:
    """What tells whether two pages would say the same of the teams."""
    said = [(it.title, it.state, it.glance, it.lines, len(it.chart.dots) if it.chart else 0) for it in parts]
    text = json.dumps([said, [asdict(it) for it in sections]], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def compose(house: House, it: Reading) -> DigestPage:
    """The page."""
    wording = house.content.wording
    title = wording.plain(
        "digest.title",
        it.language,
        collaborative=shortened(it.team.collaborative_title, LONGEST_TITLE),
        week=it.around.week.isocalendar().week,
    )
    return DigestPage(
        language=it.language,
        title=title,
        summary=_summary(house, it),
        ask=_ask(house, it),
        teams=_shown(it),
        closing=tuple(line for line in _closing(house, it) if line),
        question=it.question,
        sections=() if it.form in (Form.DORMANT, Form.ENDED) else it.sections,
    )


def _shown(it: Reading) -> tuple[TeamPart, ...]:
    """Where there is nothing new, the teams in need still stand there, by their line alone."""
    if it.form is Form.UNCHANGED:
        return tuple(
            TeamPart(part.title, part.is_in_need, part.state, "", (), part.line) for part in it.parts if part.is_in_need
        )
    return () if it.form in SHORT_FORMS else it.parts


def _summary(house: House, it: Reading) -> str:
    wording = house.content.wording

    def say(name: str, **values: object) -> str:
        return wording.plain(f"digest.summary.{name}", it.language, **values)

    number = wording.count("teams", len(it.teams), it.language)
    next_on = wording.date(it.around.next_on, it.language) if it.around.next_on else ""
    match it.form:
        case Form.USUAL:
            return _usual(house, it, number)
        case Form.FIRST:
            return say("first-week", date=next_on) if next_on else say("first-week-soon")
        case Form.SESSION:
            assert it.around.session is not None
            title, on = it.around.session
            name = "before-session" if it.manages else "before-session-led"
            return say(name, session=shortened(title, LONGEST_TITLE), date=wording.date(on, it.language))
        case Form.QUIET:
            return say("quiet-week", teams=number, date=next_on) if next_on else say("quiet-week-open")
        case Form.HOLIDAY:
            back = [team.paused_until for team in it.teams if team.paused_until is not None]
            return say("holiday", date=wording.date(min(back), it.language))
        case Form.DORMANT | Form.ENDED:
            return say(it.form, collaborative=shortened(it.team.collaborative_title, LONGEST_TITLE))
    return say(it.form)


def _usual(house: House, it: Reading, number: str) -> str:
    wording, kind = house.content.wording, summary(it.teams)
    values: Mapping[str, object] = {"teams": number}
    stalled = [team for team in it.teams if team.stalled]
    late = [team for team in it.teams if team.state is TeamState.LATE]
    match kind:
        case "one-needs-you":
            values = {"team": shortened(stalled[0].title, LONGEST_TITLE)}
        case "some-need-you":
            values = {"count": len(stalled), "teams": number}
        case "one-late":
            values = {"team": shortened(late[0].title, LONGEST_TITLE)}
        case "some-late":
            values = {"count": len(late), "teams": number}
        case "one-team-well":
            values = {"team": shortened(it.teams[0].title, LONGEST_TITLE)}
    return wording.plain(f"digest.summary.{kind}", it.language, **values)


def _ask(house: House, it: Reading) -> AskPart | None:
    ask, wording = it.ask, house.content.wording
    team = next((team for team in it.teams if ask is not None and team.id == ask.team_id), None)
    if ask is None or team is None:
        return None
    title = shortened(team.title, LONGEST_IN_A_LIST)
    why = _why(house, it, ask, team, title)
    if ask.still_open:
        why = f"{wording.plain('ask.still-open', it.language)} {why}"
    choices = tuple(Choice(wording.plain(f"ask.buttons.{reply}", it.language), reply) for reply in Reply)
    return AskPart(ask_in_words(house, ask.source, ask.name, title, it.language).unescape(), why, choices)


def _why(house: House, it: Reading, ask: Ask, team: TeamSeen, title: str) -> str:
    wording, session = house.content.wording, it.around.session
    key = f"ask.why.{ask.why}"
    known = {
        "team": title,
        "phase": model_texts(house, it.team, it.language).phases[team.phase],
        "obstacle": wording.plain(f"words.obstacles.{team.obstacle or 'none'}", it.language),
        "session": shortened(session[0], LONGEST_IN_A_LIST) if session else "",
        "date": wording.date(session[1], it.language) if session else "",
    }
    return wording.plain(key, it.language, **known)


def _closing(house: House, it: Reading) -> list[str]:
    wording, around = house.content.wording, it.around

    def say(name: str, **values: object) -> str:
        return wording.plain(f"digest.{name}", it.language, **values)

    lines = [_standing(house, it)] if it.form in (*QUIET_FORMS, Form.UNCHANGED, Form.HOLIDAY) else []
    if it.quiet_since is not None:
        lines.append(say("quiet-since", date=wording.date(it.quiet_since, it.language)))
    if around.session is not None and it.form not in (Form.SESSION, Form.DORMANT, Form.ENDED):
        title, on = around.session
        lines.append(say("next-session", session=shortened(title, LONGEST_TITLE), date=wording.date(on, it.language)))
    if around.holiday is not None and it.form is not Form.HOLIDAY:
        first, last = (wording.date(day, it.language) for day in around.holiday)
        lines.append(say("holiday-ahead", first=first, last=last))
    if it.monthly:
        lines.append(say("now-monthly"))
    return lines


def _standing(house: House, it: Reading) -> str:
    """How the teams stand, in one line."""
    if len(it.teams) == 1:
        return it.parts[0].line if it.form is not Form.UNCHANGED or not it.parts[0].is_in_need else ""
    wording = house.content.wording
    counts = Counter(team.state for team in it.teams)
    found = [
        wording.plain(f"digest.standing.{state}", it.language, count=counts[state])
        for state in TeamState
        if counts[state]
    ]
    return wording.plain("digest.standing-line", it.language, states=", ".join(found))
