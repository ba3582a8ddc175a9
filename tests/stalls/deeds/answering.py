"""What people do in a check-in, in the sentences of the table."""

from datetime import date
from typing import Any

from sqlalchemy import select, update

from bot.domain.buttons import HELP, NOTHING_NEW, SKIP, AnswerPressed
from bot.flow.answering.press import press
from bot.storage.tables import check_ins, conversations, measure_points, measures, people, teams
from tests.stalls.play import Play
from tests.stalls.sentences import deed


@deed("{who} answers {answers}")
async def answers(p: Play, who: str, answers: str) -> None:
    await _answer(p, who, answers)


@deed("{who} answers {answers} in the check-in of {day}")
async def answers_earlier(p: Play, who: str, answers: str, day: str) -> None:
    await _answer(p, who, answers, day=day)


async def _answer(p: Play, who: str, answers: str, *, day: str = "") -> None:
    talk = await _talk(p, who, day)
    for one in answers.split(", "):
        question, value = one.split(" ")
        asked = [it["id"] for it in talk.questions]
        assert question in asked, f"the check-in of {talk.grid_on} asks {', '.join(asked)}, and not {question}"
        await _press(p, who, AnswerPressed(talk.id, asked.index(question), value))


@deed("{who} gives the number {number}")
async def number(p: Play, who: str, number: str) -> None:
    """As the value that the check-in asks for."""
    await _answer(p, who, f"measure ={number}")


@deed("{who} says that it was not counted")
async def not_counted(p: Play, who: str) -> None:
    await _answer(p, who, "measure not-counted")


@deed("{team} counted {number} on {day}")
async def counted(p: Play, team: str, number: str, day: str) -> None:
    """A value that was kept by another way, without anybody's sign of life."""
    query = select(measures.c.id).join(teams).where(teams.c.slug == team)
    ((measure_id,),) = await p.r.rows(query)
    on, by = date.fromisoformat(day), {"entered_at": p.r.now, "source": "file"}
    await p.r.add(measure_points, measure_id=measure_id, on_date=on, value=float(number), **by)
    await p.r.change(update(teams).where(teams.c.slug == team).values(look_at=p.r.now))


@deed("{who} says that there is nothing new")
async def nothing_new(p: Play, who: str) -> None:
    await _press(p, who, AnswerPressed((await _talk(p, who)).id, 0, NOTHING_NEW))


@deed("{who} skips a question")
async def skips(p: Play, who: str) -> None:
    talk = await _talk(p, who)
    await _press(p, who, AnswerPressed(talk.id, talk.position, SKIP))


@deed("{who} asks for help")
async def asks_for_help(p: Play, who: str) -> None:
    talk = await _talk(p, who)
    await _press(p, who, AnswerPressed(talk.id, talk.position, HELP))


@deed("the questions of {team} are {questions}")
async def questions(p: Play, team: str, questions: str) -> None:
    """The open check-in asks these in the place of its own."""
    asked = [{"id": question, "version": 1, "step": None} for question in questions.split(", ")]
    of_team = select(teams.c.id).where(teams.c.slug == team).scalar_subquery()
    open_one = check_ins.update().where(check_ins.c.team_id == of_team, check_ins.c.closed_at.is_(None))
    await p.r.change(open_one.values(questions=asked))


async def _talk(p: Play, who: str, day: str = "") -> Any:
    query = (
        select(conversations.c.id, conversations.c.position, check_ins.c.questions, check_ins.c.grid_on)
        .join_from(conversations, people)
        .join(check_ins, check_ins.c.id == conversations.c.check_in_id)
        .where(people.c.slug == who)
        .order_by(conversations.c.id.desc())
    )
    if day:
        query = query.where(check_ins.c.grid_on == date.fromisoformat(day))
    found = await p.r.rows(query)
    assert found, f"{who} has not been asked"
    return found[0]


async def _press(p: Play, who: str, button: AnswerPressed) -> None:
    toast = await press(p.r.house, await p.r.incoming(await p.chat_of(who)), button, 1)
    await p.r.send()
    assert not toast, f"{who} is told: {toast}"
