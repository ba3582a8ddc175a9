"""What teams count, over their check-ins and by /measure: asked when it is wanted, kept by the day, judged anew."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.domain.buttons import NOTHING_NEW
from bot.domain.room_buttons import Desk, DeskPressed
from bot.export import write_export
from bot.flow.answering.write import write
from bot.flow.explaining.explain import explain
from bot.flow.explaining.words import lines
from bot.flow.facilitating.desk.press import press as press_desk
from bot.flow.handling import AlreadyHandled
from bot.flow.measuring.open import measure
from bot.flow.screens.talk import talk_about
from bot.storage.check_ins import check_in_by_id
from bot.storage.conversations import conversation_by_id
from bot.storage.people import person_by_id
from bot.storage.tables import (
    answers,
    audit,
    check_ins,
    conversations,
    inbox,
    judgements,
    measure_points,
    measures,
    people,
    writings,
)
from bot.storage.tables import outbox as messages
from bot.storage.tables import teams as teams_table
from bot.storage.teams import team_by_id
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, rooms, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

FALLS = "{id: falls, title: Falls, kind: count, direction: down}"
SHARE = '{id: washed, title: Hands washed, kind: share, unit: "%", direction: up}'
HARM = "{id: harm, title: Days with harm, kind: rare, direction: up}"


def counting(*of_ridge: str, phase: str = "do", members: str = "kari, ola", schedule: str = "fortnightly") -> str:
    line = f"id: ridge, title: Ridge, phase: {phase}, members: [{members}], facilitators: [anne], managers: [per]"
    return teams_text(f"{line}, measures: [{', '.join(of_ridge)}]", schedule=schedule)


async def asked(r: Rooms) -> list[list[str]]:
    """The questions of each check-in so far."""
    rows = await r.rows(select(check_ins.c.questions).where(check_ins.c.asked_at.is_not(None)).order_by(check_ins.c.id))
    return [[it["id"] for it in row.questions] for row in rows]


async def points(r: Rooms) -> list[tuple[str, float | None]]:
    """The points that stand."""
    query = select(measure_points).where(measure_points.c.replaced_at.is_(None))
    rows = await r.rows(query.order_by(measure_points.c.measure_id, measure_points.c.on_date))
    return [(f"{it.on_date}", it.value) for it in rows]


async def says(r: Rooms, who: str, text: str) -> None:
    await write(r.house, await r.incoming(await chat_of(r, who)), text, None)
    await r.send()


async def wants_to_count(r: Rooms, who: str) -> None:
    await measure(r.house, await r.incoming(await chat_of(r, who)))
    await r.send()


async def pressed(r: Rooms, who: str, act: str, what: str = "", about: int = 1) -> str:
    incoming = await r.incoming(await chat_of(r, who))
    ((on,),) = await r.rows(select(func.max(writings.c.message_id)))
    toast = await press_desk(r.house, incoming, DeskPressed(Desk.MEASURE, about, act, what), on or 1)
    await r.send()
    return toast


async def skips_to_the_number(r: Rooms, who: str) -> None:
    await r.presses(who, "4")


async def test_what_is_counted_is_asked_for_as_often_as_agreed_and_never_beyond_the_limits(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS, schedule="weekly")) as r:
        await r.join("kari", "anne")
        for day in ("01", "08", "15", "22", "29"):
            await r.to(f"2026-09-{day} 11:00")
            await skips_to_the_number(r, "kari")
            await says(r, "kari", str(4 + int(day) % 3))

        assert [ids.count("measure") for ids in await asked(r)] == [1, 1, 1, 1, 1]
        assert all(ids[:2] == ["progress", "measure"] and len(ids) <= 4 for ids in await asked(r))
        assert len(await points(r)) == 5
        ((verdicts,),) = await r.rows(select(func.count()).select_from(judgements))
        assert verdicts >= 5


async def test_several_measures_take_turns_and_each_by_its_interval(database_url: str) -> None:
    monthly = SHARE.replace("}", ", every: month}")
    async with rooms(database_url, counting(FALLS, monthly, schedule="weekly")) as r:
        await r.join("kari")
        for day in ("01", "08", "15", "22", "29"):
            await r.to(f"2026-09-{day} 11:00")
            await skips_to_the_number(r, "kari")
            await says(r, "kari", "5" if day != "08" else "50 %")
        rows = await r.rows(select(check_ins.c.questions).order_by(check_ins.c.id))

        about = [next(it["measure"] for it in row.questions if it["id"] == "measure") for row in rows]
        assert about == [1, 2, 1, 1, 1]


async def test_in_the_first_phase_only_what_has_begun_is_asked_for(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS, phase="prepare")) as r:
        await r.join("kari")
        await r.to("2026-09-02 11:00")
        await wants_to_count(r, "kari")
        await says(r, "kari", "4")
        await r.to("2026-09-16 11:00")

        assert [ids.count("measure") for ids in await asked(r)] == [0, 1]


async def test_what_is_counted_no_more_does_not_come_before_those_who_were_not_asked_for_it(
    database_url: str,
) -> None:
    async with rooms(database_url, counting(FALLS.replace("}", ", owner: ola}"))) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        before = await _questions_of(r, "kari")
        await r.change(update(measures).values(removed_at=r.now))

        assert "measure" not in before
        assert await _questions_of(r, "kari") == before


async def _questions_of(r: Rooms, who: str) -> list[str]:
    query = select(conversations.c.id, people.c.id.label("person")).join_from(conversations, people)
    ((talk_id, person_id),) = await r.rows(query.where(people.c.slug == who))
    async with r.house.db.read() as tx:
        row = await conversation_by_id(tx, talk_id)
        assert row is not None
        check_in = await check_in_by_id(tx, row.check_in_id)
        its_team = await team_by_id(tx, check_in.team_id)
        talk = await talk_about(tx, r.house, its_team, check_in, row, await person_by_id(tx, person_id))
    return [it.id for it in talk.conversation.questions]


async def test_its_owner_alone_is_asked_and_everybody_while_that_one_is_away(database_url: str) -> None:
    owned = FALLS.replace("}", ", owner: ola}")
    async with rooms(database_url, counting(owned)) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 11:00")
        await r.presses("kari", "4")
        await r.presses("ola", "4")
        assert "Falls" in r.sent[-1].text
        assert not any("Falls" in it.text for it in r.sent if it.to == "kari")
        await says(r, "ola", "3")
        assert await points(r) == [("2026-09-01", 3.0)]

        await r.change(update(people).where(people.c.slug == "ola").values(gone_at=r.now))
        await r.to("2026-09-15 11:00")
        await r.presses("kari", "4")
        assert "Falls: what is the newest number?" in r.sent[-1].text


async def test_a_late_answer_is_of_the_day_on_which_it_was_asked(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari")
        await r.to("2026-09-04 16:00")
        await skips_to_the_number(r, "kari")
        await says(r, "kari", "4")

        assert await points(r) == [("2026-09-01", 4.0)]
        ((said,),) = await r.rows(select(answers.c.value).where(answers.c.question == "measure"))
        assert said == 4.0


async def test_one_chart_comes_for_each_change_and_in_a_group_one_for_all(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 11:00")
        await skips_to_the_number(r, "kari")
        await says(r, "kari", "4")
        await r.presses("kari", "=4", 1)
        await r.presses("ola", "=4", 1)

        charts = await r.rows(select(messages.c.key, messages.c.chat_id).where(messages.c.key.startswith("chart:")))
        assert [(it.key, it.chat_id) for it in charts] == [("chart:1", await chat_of(r, "kari"))]


async def test_two_who_give_the_same_day_at_once_leave_one_number(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari", "ola")
        for who in ("kari", "ola"):
            await wants_to_count(r, who)
        kari = await r.incoming(await chat_of(r, "kari"))
        ola = await r.incoming(await chat_of(r, "ola"))
        ((newest,),) = await r.rows(select(func.max(inbox.c.id)))

        await asyncio.gather(
            write(r.house, kari, "4", None),
            write(r.house, replace(ola, inbox_id=newest, sender_id=await chat_of(r, "ola")), "5", None),
        )
        await r.send()

        assert len(await points(r)) == 1
        asked_back = [it.to for it in r.sent if "already" in it.text]
        assert len(asked_back) == 1


async def test_an_update_that_comes_again_keeps_one_number_and_shows_one_chart(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari")
        await wants_to_count(r, "kari")
        incoming = await r.incoming(await chat_of(r, "kari"))
        await write(r.house, incoming, "4", None)

        with pytest.raises(AlreadyHandled):
            await write(r.house, incoming, "4", None)

        await r.send()
        assert await points(r) == [("2026-08-31", 4.0)]
        charts = await r.rows(select(messages.c.key).where(messages.c.key.startswith("chart:")))
        assert [it.key for it in charts] == ["chart:1"]


async def test_a_button_replaces_only_what_was_shown_beside_it(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari", "ola")
        await wants_to_count(r, "kari")
        await says(r, "kari", "4")
        assert await pressed(r, "ola", "save", "2026-08-31=6") == ""
        assert "Replace it with 6?" in r.sent[-1].text
        assert await points(r) == [("2026-08-31", 4.0)]

        await pressed(r, "ola", "save", "2026-08-31=6;1")

        assert await points(r) == [("2026-08-31", 6.0)]
        rows = await r.rows(select(audit.c.actor, audit.c.detail).where(audit.c.action == "correct_number"))
        assert [(it.actor, it.detail) for it in rows] == [
            ("ola", {"team": "ridge", "day": "2026-08-31", "before": 4.0})
        ]


async def test_something_rare_is_a_day(database_url: str) -> None:
    async with rooms(database_url, counting(HARM)) as r:
        await r.join("kari")
        await r.to("2026-09-02 11:00")
        await skips_to_the_number(r, "kari")
        assert "Days with harm: has it happened since you were last asked? When?" in r.sent[-1].text
        await r.presses("kari", "yesterday", 1)
        assert await points(r) == [("2026-09-01", None)]
        await r.presses("kari", "not-happened", 1)
        assert await points(r) == []
        await r.presses("kari", "other-day", 1)
        await says(r, "kari", "20.8.")
        assert await points(r) == [("2026-08-20", None)]
        await r.to("2026-09-16 11:00")
        await skips_to_the_number(r, "kari")
        await says(r, "kari", "10.9.")

        assert await points(r) == [("2026-08-20", None), ("2026-09-10", None)]


async def test_points_are_exported_as_they_stand(database_url: str, tmp_path: Path) -> None:
    async with rooms(database_url, counting(SHARE, HARM)) as r:
        await r.join("kari")
        for what in ("2026-08-30=18/25", "2026-08-31=80"):
            await pressed(r, "kari", "save", what)
        await pressed(r, "kari", "save", "2026-08-31=76;2")
        for what in ("2026-08-02", "2026-08-30"):
            await pressed(r, "kari", "day", what, about=2)

        await write_export(r.house.db, "measures", "jsonl", tmp_path / "measures.jsonl")

        found = [json.loads(line) for line in (tmp_path / "measures.jsonl").read_text().splitlines()]
        of = {"collaborative": "safer", "team": "ridge"}
        washed, harm = of | {"measure": "washed"}, of | {"measure": "harm", "numerator": None, "denominator": None}
        early = {"verdict": "too_early"}
        assert [{key: value for key, value in it.items() if key != "id"} for it in found] == [
            washed | {"at": "2026-08-30", "numerator": 18, "denominator": 25, "value": 72} | early,
            washed | {"at": "2026-08-31", "numerator": None, "denominator": None, "value": 76} | early,
            harm | {"at": "2026-08-02", "value": None} | early,
            harm | {"at": "2026-08-30", "value": 28} | early,
        ]


async def test_nothing_new_keeps_no_number(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari")
        await r.to("2026-09-01 11:00")
        await r.presses("kari", NOTHING_NEW)

        assert await points(r) == []


async def test_what_is_asked_next_is_explained(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari")

        said = "\n".join(lines(await explain(r.house, "ridge", r.now)))

        because = "the team counts it, and a value is wanted: falls, each week, has none yet"
        assert f"Falls: what is the newest number? (measure: {because})" in said


async def test_a_measure_that_is_taken_out_is_asked_for_no_more(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari")
        await r.to("2026-09-01 11:00")
        await r.presses("kari", "4")
        await r.apply(counting())
        await says(r, "kari", "4")
        assert await points(r) == []
        await r.to("2026-09-15 11:00")

        assert [ids.count("measure") for ids in await asked(r)] == [1, 0]


TYPED = [
    "0 of 0",
    "-3",
    "9999999",
    "1e9",
    "12.5",
    "½",
    "3/20",
    "",
    "12;1",
    "=12",
    "<b>4</b>",
    "٣",
    "1.200",
    "10 000 000",
]


@pytest.mark.parametrize("kind", [FALLS, SHARE, HARM], ids=["count", "share", "rare"])
async def test_whatever_is_typed_nothing_odd_is_kept_unasked(database_url: str, kind: str) -> None:
    async with rooms(database_url, counting(kind)) as r:
        await r.join("kari")
        for day, value in (("24", "4"), ("25", "5"), ("26", "4")):
            await pressed(r, "kari", "day" if kind == HARM else "save", f"2026-08-{day}" + f"={value}" * (kind != HARM))
        before = await points(r)
        for text in TYPED:
            await wants_to_count(r, "kari")
            await says(r, "kari", text)

        # What can only be a usual value, or a day that has been.
        plain = {FALLS: [("2026-08-31", 3.0)], SHARE: [("2026-08-31", 12.5)], HARM: [("2026-05-12", None)]}
        assert [it for it in await points(r) if it not in before] == plain[kind]


async def test_who_is_erased_leaves_the_teams_number(database_url: str) -> None:
    async with rooms(database_url, counting(FALLS)) as r:
        await r.join("kari", "ola")
        await wants_to_count(r, "kari")
        await says(r, "kari", "4")
        await r.change(update(people).where(people.c.slug == "kari").values(name="", slug="erased-1"))

        await pressed(r, "ola", "points")

        assert "4 on 31 August, by a colleague" in r.sent[-1].text
        assert (await r.rows(select(teams_table.c.last_sign_at)))[0][0] is not None
