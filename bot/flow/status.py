"""What a person asks for by a command: where the team stands, and what is open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.model import About, Kind
from bot.domain.personal import HIGHEST, LOWEST, mean_of
from bot.flow.facilitating.homework.words import in_a_line
from bot.flow.facilitating.moving.way import step_now
from bot.flow.facilitating.scores.both import own_line
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House, is_over
from bot.flow.measuring.part import numbers_part
from bot.flow.plan import asked_next
from bot.flow.say import language_for, tell
from bot.flow.screens.show import BELOW, show
from bot.flow.screens.talk import model_texts
from bot.flow.screens.talks import talks_of
from bot.storage import answers, check_ins, conversations, homework, people, personal, teams, tips
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def teams_of_member(tx: Tx, person: PersonRow) -> list[TeamRow]:
    """The teams that the person is a member of."""
    return [await teams.team_by_id(tx, team_id) for team_id in await people.member_of(tx, person.id)]


async def status(house: House, incoming: Incoming) -> None:
    """/status: where the person's teams stand."""
    async with handling(house, incoming) as tx:
        person, language = await sender(tx, incoming), await language_for(tx, house, incoming)
        mine = await teams_of_member(tx, person) if person else []
        if not mine:
            await reply(
                tx,
                incoming,
                house.content.wording.render("commands.status.no-team" if person else "refused.not-joined", language),
            )
            return
        lines = [await _line(tx, house, team, language, incoming.now) for team in mine]
        await reply(tx, incoming, house.content.wording.layout("status", language, teams=lines))


async def _line(tx: Tx, house: House, team: TeamRow, language: str, now: datetime) -> dict[str, object]:
    wording, texts, zone = house.content.wording, model_texts(house, team, language), ZoneInfo(team.zone)
    given = await answers.newest_answers(tx, team.id)
    session = await teams.next_session(tx, team.collaborative_id, now.astimezone(zone).date())
    following = await asked_next(tx, house, team)
    return {
        "title": team.title,
        "phase": texts.phases[team.phase],
        "step": texts.steps[(await step_now(tx, house, team)).id].title,
        "answered_on": wording.date(given[-1].answered_at.astimezone(zone).date(), language) if given else "",
        "open": await check_ins.open_check_in(tx, team.id) is not None,
        "when": wording.when(following, zone, now, language) if following else "",
        "session": session.title if session else "",
        "session_on": wording.date(session.on_date, language) if session else "",
        "more": [
            *(in_a_line(house, it, language) for it in await homework.open_homework(tx, team.id)),
            *await numbers_part(tx, house, team, language, now),
            *own_line(house, team, given, language),
            *await _found_useful(tx, house, team, language),
        ],
        "means": await _means(tx, house, team, language),
    }


async def _found_useful(tx: Tx, house: House, team: TeamRow, language: str) -> list[str]:
    """How many other teams found the team's tips useful; none where that is none."""
    wording, found = house.content.wording, await tips.found_useful_by(tx, team.id)
    teams_said = wording.count("teams", found, language)
    return [wording.render("tips.found-useful", language, teams=teams_said)] if found else []


async def _means(tx: Tx, house: House, team: TeamRow, language: str) -> list[tuple[str, str, int]]:
    """What the members said of themselves: the question, the mean, and how many they were."""
    model, texts, wording = house.model(team), model_texts(house, team, language), house.content.wording
    found: list[tuple[str, str, int]] = []
    for question in map(model.question, model.rules.monthly):
        if (question.about, question.kind) != (About.PERSON, Kind.SCALE):
            continue
        if mean := mean_of(await personal.answers_of_each(tx, team.id, question.id)):
            ends = {LOWEST: "commands.status.mean-or-less", HIGHEST: "commands.status.mean-or-more"}
            number = wording.number(mean.value, language)
            value = wording.plain(ends[mean.value], language, mean=number) if mean.value in ends else number
            found.append((texts.questions[question.id].text, value, mean.people))
    return found


async def check_in(house: House, incoming: Incoming) -> None:
    """/checkin: what is open, below everything else, or when the next one comes."""
    async with handling(house, incoming) as tx:
        person, language = await sender(tx, incoming), await language_for(tx, house, incoming)
        if person is None:
            await reply(tx, incoming, house.content.wording.render("refused.not-joined", language))
            return
        talks = await talks_of(tx, house, person)
        running = [talk for talk in reversed(talks) if talk.conversation.current is not None]
        for talk in running or talks[:1]:
            await show(tx, house, talk, incoming.now, BELOW)
        if not talks:
            await say_when_next(tx, house, incoming, person, "commands.checkin.nothing-open")


async def say_when_next(tx: Tx, house: House, incoming: Incoming, person: PersonRow, key: str) -> None:
    """Answer with the text of this key when the person's team is asked next, or that there is nothing to answer.

    Where the questions are in the team's group now, that is said instead.
    """
    mine = await teams_of_member(tx, person)
    for team in mine:
        check_in = await check_ins.open_check_in(tx, team.id) if team.group_chat_id is not None else None
        if check_in is not None and await conversations.is_asked_in_group(tx, check_in.id):
            await tell(tx, house, incoming, "group.questions-there", team=team.title)
            return
    language = await language_for(tx, house, incoming)
    text = await _when_next(tx, house, mine, language, incoming.now, key)
    nobody = "reply.nothing-to-answer" if key == "reply.nothing-open" else "commands.status.no-team"
    await reply(tx, incoming, text or house.content.wording.render(nobody, language))


async def _when_next(tx: Tx, house: House, mine: list[TeamRow], language: str, now: datetime, key: str) -> str:
    """Say with the text of this key when the first of these teams is asked next; empty where there is no team."""
    wording = house.content.wording
    planned = [(moment, team) for team in mine if (moment := await asked_next(tx, house, team))]
    if planned:
        moment, team = min(planned, key=lambda it: it[0])
        when = wording.when(moment, ZoneInfo(team.zone), now, language)
        return wording.render(key, language, team=team.title, when=when)
    if mine and all(is_over(team, now) for team in mine):
        return wording.render("refused.ended", language, collaborative=mine[0].collaborative_title)
    if mine:
        nothing = {
            "reply.nothing-open": "reply.nothing-open-nothing-planned",
            "commands.checkin.nothing-open": "commands.checkin.nothing-planned",
        }[key]
        return wording.render(nothing, language, team=mine[0].title)
    return ""
