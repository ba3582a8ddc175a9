"""A team's page: how it stands, its way so far, what comes, and everything that its facilitator can do about it."""

from collections.abc import Sequence
from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, MESSAGE, shortened, shown_length
from bot.domain.model import About
from bot.domain.programme import Role
from bot.domain.team_list import Place
from bot.domain.team_state import TeamState
from bot.flow.asking.ask import questions_for
from bot.flow.explaining.foresee import foresee
from bot.flow.facilitating.teams.doors import doors
from bot.flow.facilitating.teams.list import last_sign, phase_of
from bot.flow.facilitating.teams.parts import PARTS
from bot.flow.facilitating.teams.states import in_words, since_when, takers_of
from bot.flow.facilitating.teams.way import answers_at_last, progress_line, step_of, way_so_far
from bot.flow.house import House, name_of
from bot.flow.screens.built_in import words_of
from bot.flow.screens.talk import model_texts
from bot.flow.settings.own import Page
from bot.flow.standing import Stand, stands_now
from bot.storage import check_ins, histories, people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

MOST_NAMES = 8
LONGEST_QUESTION = 120
LONGEST_TITLE = 200


async def team_page(
    tx: Tx, house: House, team: TeamRow, place: Place, language: str, now: datetime, *, more: bool = False
) -> Page:
    """The page of the team, and the way back to this place in the list; with the rarer buttons where `more`."""
    stand = (await stands_now(tx, [team], now))[0]
    text = await _text(tx, house, stand, language, now)
    return Page(text, doors(house, stand, place, language, more=more))


async def _text(tx: Tx, house: House, stand: Stand, language: str, now: datetime) -> str:
    wording, team, calendar = house.content.wording, stand.team, stand.calendar
    words = in_words(house, stand, await takers_of(tx, [stand]), language, now)
    members = await people.people_of_team(tx, team.id, Role.MEMBER)
    gathering = await teams.next_session(tx, team.collaborative_id, calendar.local_date(now))
    earlier = await check_ins.earlier_check_ins(tx, team.id)
    since = since_when(stand, now)
    values: dict[str, object] = {
        "title": shortened(team.title, LONGEST_TITLE),
        "collaborative": shortened(team.collaborative_title, LONGEST_TITLE),
        "state": words.state,
        "since": wording.date(since, language) if since else "",
        "more": wording.list(words.more, language) if words.more else "",
        "taken": words.taken,
        "sign": last_sign(house, stand, language, now),
        "phase": phase_of(house, team, language),
        "step": await step_of(tx, house, team, earlier, language),
        "way": await way_so_far(tx, house, stand, language),
        "joined": sum(1 for it in members if it.joined_at),
        "members": len(members),
        "missing": _names(house, [it for it in members if it.joined_at is None], language),
        "left": _names(house, await histories.who_left(tx, team.id), language),
        "unreachable": _names(house, [it for it in members if it.joined_at and it.gone_at], language),
        "progress": await progress_line(tx, house, stand, language),
        "gathering": shortened(gathering.title, LONGEST_IN_A_LIST) if gathering else "",
        "gathering_on": wording.date(gathering.on_date, language) if gathering else "",
        **await _coming(tx, house, stand, language, now),
    }
    answers = await answers_at_last(tx, house, stand, language)
    parts = [line for part in PARTS for line in await part(tx, house, team, language, now)]
    return _that_fits(house, language, values, answers, parts)


def _that_fits(
    house: House, language: str, values: dict[str, object], answers: list[tuple[str, str]], parts: list[str]
) -> str:
    """The page with all of this, or with so much of it as one message takes."""
    while True:
        text = house.content.wording.layout("team", language, **values, answers=answers, parts=parts)
        if shown_length(text) <= MESSAGE or not (answers or parts):
            return text
        if len(parts) > len(answers):
            parts = parts[:-1]
        else:
            answers = answers[:-1]


async def _coming(tx: Tx, house: House, stand: Stand, language: str, now: datetime) -> dict[str, object]:
    """When the team is asked next, and what; empty where nothing more is planned."""
    team, wording = stand.team, house.content.wording
    foreseen = await foresee(tx, house, team, now) if stand.state is not TeamState.CLOSED else None
    if foreseen is None:
        return {"when": "", "coming": []}
    texts = model_texts(house, team, language)
    coming = [
        shortened(await words_of(tx, house, texts, it, language), LONGEST_QUESTION)
        for it in await questions_for(tx, house, team, foreseen.at)
        if it.question.about is About.TEAM
    ]
    return {"when": wording.when(foreseen.at, stand.calendar.zone, now, language), "coming": coming}


def _names(house: House, found: Sequence[PersonRow], language: str) -> str:
    """Their names in a list, empty where there are none; of many only the first."""
    wording = house.content.wording
    names = [shortened(name_of(house, it, language), LONGEST_IN_A_LIST) for it in found[:MOST_NAMES]]
    if len(found) > MOST_NAMES:
        names.append(wording.plain("team.others", language, n=len(found) - MOST_NAMES))
    return wording.list(names, language) if names else ""
