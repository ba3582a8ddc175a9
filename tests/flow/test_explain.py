"""What is explained about a team is what then happens: told beforehand, and held against the time that is played."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.content.content import Content
from bot.domain.errors import MellomError
from bot.domain.model import Kind
from bot.domain.why_asked import Why
from bot.flow.beat import beat
from bot.flow.explaining.data import data
from bot.flow.explaining.explain import explain
from bot.flow.explaining.explained import Explained
from bot.flow.explaining.words import lines
from bot.flow.plan import plan_from
from bot.storage.explaining import teams_called
from bot.storage.tables import audit, check_ins, outbox, stalls, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.ridge import RIDGE
from tests.support.world import content

pytestmark = pytest.mark.asyncio(loop_scope="session")

MONDAY, THURSDAY = 0, 3
CLOSED = "closures:\n  - {from: 2026-12-21, to: 2027-01-03, title: Christmas}\n"
GATHERING = "sessions:\n  - {id: first, title: One, date: 2026-09-15}\n"


async def told(r: Rooms, name: str = "ridge") -> Explained:
    """The explanation at this moment."""
    return await explain(r.house, name, r.now)


async def said(r: Rooms, name: str = "ridge") -> str:
    """The same in words."""
    return "\n".join(lines(await told(r, name)))


def with_weekday(weekday: int) -> Content:
    """The shipped content with one more schedule, weekly on this day."""
    weekly = content().schedules["weekly"]
    other = replace(weekly, id="other-day", cadence=replace(weekly.cadence, weekday=weekday))
    return replace(content(), schedules={**content().schedules, "other-day": other})


async def follow(r: Rooms, schedule: str, slug: str) -> None:
    """The team follows this schedule from now on."""
    await r.change(teams.update().where(teams.c.slug == slug).values(schedule=schedule))
    async with r.house.db.write() as tx:
        (found,) = await teams_called(tx, slug)
        await plan_from(tx, r.house, found, r.now)


# Foretold and played


@pytest.mark.parametrize(
    ("at", "more", "schedule"),
    [
        ("2026-08-31 08:00", "", "fortnightly"),
        ("2026-09-10 21:30", GATHERING, "fortnightly"),
        ("2026-12-16 12:00", CLOSED, "weekly"),
        ("2026-12-16 12:00", CLOSED, "fortnightly"),
        ("2027-03-20 12:00", "", "weekly"),
        ("2027-05-11 12:00", "", "weekly"),
    ],
    ids=["usual", "a gathering", "Christmas weekly", "Christmas", "Easter and the clock's change", "Whitsun"],
)
async def test_all_that_was_told_of_the_next_check_in_comes_true(
    database_url: str, at: str, more: str, schedule: str
) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari, ola"), more=more, schedule=schedule), at=at) as r:
        await r.join("kari", "ola", "anne", "per")
        it = await told(r)
        assert it.coming is not None
        (silence,) = it.cases
        (page,) = it.pages
        alerted_at = silence.told[0].at
        assert alerted_at is not None
        assert page.at is not None
        await r.to(r.local(max(alerted_at, page.at, it.coming.close_at)))

        row = (await r.rows(select(check_ins).where(check_ins.c.asked_at.is_not(None)).order_by(check_ins.c.id)))[0]
        cases = await r.cases()
    assert (row.asked_at, row.grid_on, row.closed_at) == (
        it.coming.foreseen.at,
        it.coming.foreseen.grid_on,
        it.coming.close_at,
    )
    assert [question["id"] for question in row.questions] == [asked.id for asked in it.coming.questions]
    assert row.reminded_at == it.coming.remind_at
    assert r.heard("screen", "kari")[0] == ("kari", r.local(it.coming.foreseen.at))
    assert cases[0] == ("ridge", "silent", r.local(silence.at), "")
    assert r.heard("alert") == [(silence.told[0].person, r.local(alerted_at))]
    assert r.heard("digest", "per")[0] == ("per", r.local(page.at))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_autumn_and_christmas_go_as_each_explanation_says(database_url: str) -> None:
    ridge = team("ridge", more=", schedule: weekly, ends: 2027-01-31")
    foretold: list[tuple[datetime, list[str]]] = []
    async with rooms(database_url, teams_text(ridge, more=GATHERING + CLOSED)) as r:
        await r.join("kari")
        while coming := (await told(r)).coming:
            foretold.append((coming.foreseen.at, [asked.id for asked in coming.questions]))
            await r.to(r.local(coming.foreseen.at))
            for position, asked in enumerate(coming.questions):
                for press in an_answer(r, asked.id, len(foretold) + position):
                    await r.presses("kari", press, position)
        rows = await r.rows(select(check_ins).where(check_ins.c.asked_at.is_not(None)).order_by(check_ins.c.asked_at))

    assert [(row.asked_at, [question["id"] for question in row.questions]) for row in rows] == foretold
    assert len(foretold) == 20
    assert len({tuple(questions) for _, questions in foretold}) > 8


def an_answer(r: Rooms, question: str, turn: int) -> tuple[str, ...]:
    """The presses of another answer from time to time, so that steps and turns move on."""
    kind = r.house.content.models["quality-improvement-model"].model.question(question).kind
    answers = {
        Kind.SCALE: [("2",), ("5",), ("4",)],
        Kind.YES_NO: [("yes",), ("no",)],
        Kind.CHOICE: [("time",), ("none",)],
        Kind.CHOICES: [("+users", "+staff", "!done"), ("+none", "!done")],
    }
    several = answers.get(kind, [("!skip",)])
    return several[turn % len(several)]


async def test_the_open_check_in_is_told_as_it_then_ends(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari, ola, nina"), schedule="weekly")) as r:
        await r.join("kari", "ola", "nina")
        await r.to("2026-09-01 12:00")
        it = await told(r)
        assert it.open is not None
        await r.to("2026-09-20 12:00")

        row = (await r.rows(select(check_ins).order_by(check_ins.c.id)))[0]
    assert (it.open.people, it.open.answered, it.open.is_answered) == (3, 0, False)
    assert (row.asked_at, row.reminded_at, row.closed_at) == (it.open.asked_at, it.open.remind_at, it.open.close_at)
    assert it.open.closed_by_next


async def test_answers_are_counted_and_nobody_who_gave_them_is_named(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari, ola"))) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "4")
        text, as_data = await said(r), str(data(await told(r)))

    assert "1 of 2 have answered, and that answers it." in text
    assert "No reminder will come." in text
    assert [word for word in ("kari", "Kari", "ola", "Ola") if word in text + as_data] == []


async def test_a_team_that_nobody_joins_is_told_of_as_it_then_comes(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge")), at="2026-08-31 21:30") as r:
        await r.join("anne")
        it = await told(r)
        (case,) = it.cases
        await r.to("2026-09-14 12:00")

        assert await r.cases() == [("ridge", "never_started", r.local(case.at), "")]
        assert r.local(case.told[0].at) == "2026-09-08 08:00"
        assert r.heard("alert") == [("anne", r.local(case.told[0].at))]
        assert await r.check_ins() == [("2026-09-01", "withdrawn", "")]
    assert it.coming is not None
    assert it.coming.foreseen.people == ()
    assert "Nobody has joined who could be asked. Unless somebody has by then, nothing is sent." in list(lines(it))[5]


async def test_a_full_week_moves_the_check_in_as_told(database_url: str) -> None:
    three = teams_text(*(team(slug) for slug in ("ridge", "fjord", "dale")), schedule="weekly")
    async with rooms(database_url, three) as r:
        await r.join("kari")
        before = await told(r, "dale")
        await r.to("2026-09-01 12:00")
        after = await told(r, "dale")
        assert after.coming is not None
        await r.to("2026-09-07 23:00")

        asked = await r.check_ins("dale")
    assert before.coming is not None
    assert before.coming.in_many_teams == 1
    assert (after.coming.foreseen.held_back, asked) == (
        True,
        [("2026-09-01", "asked", r.local(after.coming.foreseen.at))],
    )
    assert "It is moved from Tuesday, 1 September 2026: the members' check-ins of that week" in "\n".join(lines(after))


async def test_a_week_that_is_full_already_moves_a_check_in_that_is_to_come(database_url: str) -> None:
    three = teams_text(*(team(slug) for slug in ("ridge", "fjord", "dale")), schedule="weekly")
    async with rooms(database_url, three, words=with_weekday(THURSDAY)) as r:
        await r.join("kari")
        await r.to("2026-08-31 09:00")
        await follow(r, "other-day", "dale")
        await r.to("2026-09-01 12:00")
        it = await told(r, "dale")
        await r.to("2026-09-08 23:00")

        assert await r.check_ins("dale") == [("2026-09-03", "asked", "2026-09-07 10:00")]
    assert it.coming is not None
    assert (it.coming.foreseen.held_back, r.local(it.coming.foreseen.at)) == (True, "2026-09-07 10:00")


async def test_what_an_outage_held_up_is_told_as_it_then_goes_out(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.join("kari")
        r.now = r.moment("2026-09-01 21:00")
        it = await told(r)
        await r.to("2026-09-02 12:00")

        assert await r.check_ins() == [("2026-09-01", "asked", "2026-09-02 07:00")]
    assert it.coming is not None
    assert r.local(it.coming.foreseen.at) == "2026-09-02 07:00"
    assert "It is moved from Tuesday, 1 September 2026: it could not be sent in time." in "\n".join(lines(it))


# Why then, and why these


@pytest.mark.parametrize(
    ("at", "more", "schedule", "expected"),
    [
        ("2026-08-31 08:00", "", "weekly", ["Next check-in: Tuesday, 1 September 2026 at 10:00."]),
        (
            "2026-09-10 08:00",
            GATHERING,
            "fortnightly",
            [
                "Next check-in: Wednesday, 16 September 2026 at 10:00.",
                '  It is moved from Tuesday, 15 September 2026: 15 September is the day of the gathering "One".',
            ],
        ),
        (
            "2026-12-16 12:00",
            CLOSED,
            "weekly",
            [
                "Next check-in: Tuesday, 5 January 2027 at 10:00.",
                "  The one of Tuesday, 22 December 2026 comes too near this one and is asked together with it.",
                "  The one of Tuesday, 29 December 2026 comes too near this one and is asked together with it.",
            ],
        ),
        (
            "2027-05-11 12:00",
            "",
            "other-day",
            [
                "Next check-in: Tuesday, 18 May 2027 at 10:00.",
                "  It is moved from Monday, 17 May 2027: 17 May is a public holiday.",
            ],
        ),
    ],
    ids=["on its day", "a gathering", "a closure", "a holiday"],
)
async def test_the_reason_for_the_day_is_told(
    database_url: str, at: str, more: str, schedule: str, expected: list[str]
) -> None:
    async with rooms(database_url, teams_text(team("ridge"), more=more), at=at, words=with_weekday(MONDAY)) as r:
        await follow(r, schedule, "ridge")
        await r.join("kari")
        text = (await said(r)).splitlines()

    assert [line for line in expected if line not in text] == []


async def test_each_question_comes_with_its_words_and_the_reason_for_it(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.join("kari")
        first = await told(r)
        await r.to("2026-09-01 12:00")
        for position, answer in enumerate(("2", "no", "5", "yes")):
            await r.presses("kari", answer, position)
        second = await told(r)
        text, as_data = await said(r), data(second)

    assert first.coming is not None
    assert second.coming is not None
    assert [(it.id, it.why) for it in first.coming.questions] == [
        ("progress", Why.ALWAYS),
        ("problem-agreed", Why.NEW_IN_STEP),
        ("colleagues-agree", Why.NEW_IN_STEP),
        ("team-met", Why.NOT_ASKED_LAST),
    ]
    assert first.coming.questions[0].words == "How far have you come since last time?"
    assert [(it.id, it.why) for it in second.coming.questions] == [
        ("progress", Why.ALWAYS),
        ("problem-agreed", Why.CONCERN_IN_STEP),
        ("signs-of-need", Why.NEW_IN_STEP),
        ("obstacle", Why.LITTLE_PROGRESS),
    ]
    assert (
        "    2. Can the team say the problem in one sentence? (problem-agreed: of the step "
        '"Recognise the need for improvement"; the last answer said that something is in the way, so it returns)'
    ) in text.splitlines()
    assert "    4. What stands in the way right now? (obstacle: the team last said that it got little further)" in text
    assert [it["step"] for it in as_data["next"]["questions"]] == [None, "recognise-need", "recognise-need", None]


async def test_a_personal_question_is_told_of_but_not_for_a_team_that_is_asked_in_its_group(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.join("kari")
        await r.to("2026-09-01 12:00")
        alone = await said(r)
        await r.change(teams.update().values(group_chat_id=-100))
        in_group = await said(r)

    assert "(safe-to-say: it comes once a month at most)" in alone
    assert "safe-to-say" not in in_group
    assert "(progress-score: it comes once a month at most)" in in_group


# No more, and no such team


async def test_a_case_that_is_open_is_told_with_who_has_it(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-16 12:00")
        alerted = await said(r)
        await r.change(stalls.update().values(acknowledged_by="anne", acknowledged_at=r.now))
        taken = await said(r)

    assert "Stall: silent: no sign from the team since Tuesday, 1 September 2026 at 10:00" in alerted
    assert "  Somebody was told on Tuesday, 15 September 2026 at 10:00." in alerted
    assert "  anne is on it." in taken


async def test_a_team_whose_time_is_over_is_told_so(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", more=", ends: 2026-09-05"))) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        before = await said(r)
        await r.to("2026-09-06 12:00")
        after = await said(r)

    assert "no further check-in falls before the team's time ends on Saturday, 5 September 2026." in before
    assert "Nothing more is asked: the team's time ended on Saturday, 5 September 2026." in after


async def test_a_team_that_was_taken_out_is_told_so(database_url: str) -> None:
    both = teams_text(team("ridge"), team("fjord", "ola"))
    async with rooms(database_url, both) as r:
        await r.join("kari")
        await r.to("2026-09-03 12:00")
        await r.apply(teams_text(team("fjord", "ola")))
        it = await told(r)

    assert (it.coming, it.open, it.cases) == (None, None, ())
    assert "the team was taken out of its programme on Thursday, 3 September 2026 at 12:00." in "\n".join(lines(it))


async def test_an_id_of_two_teams_is_asked_back_with_both(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        await r.apply(teams_text(team("ridge", "ola")))
        with pytest.raises(MellomError) as refused:
            await told(r)
        one = await told(r, "safer/ridge")

    assert str(refused.value) == (
        'there is more than one team "ridge"; name it as safer-medication/ridge or safer/ridge'
    )
    assert one.team.collaborative == "safer"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("rigde", 'there is no team "rigde"; did you mean "ridge"?'),
        ("other/ridge", 'there is no team "other/ridge"; did you mean "ridge"?'),
        ("zzz", 'there is no team "zzz"; known are ridge'),
    ],
)
async def test_a_team_that_is_not_there_is_told_with_what_is(database_url: str, name: str, sentence: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        with pytest.raises(MellomError) as refused:
            await told(r, name)

    assert str(refused.value) == sentence


async def test_a_team_whose_model_is_gone_is_told_so(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.change(teams.update().values(schedule="monthly"))
        with pytest.raises(MellomError, match='the team ridge goes by the schedule "monthly", which is not there'):
            await told(r)


async def test_explaining_changes_nothing(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        tables = (teams, check_ins, outbox, stalls, audit)
        before = [await r.rows(select(table)) for table in tables]
        await told(r)

        assert [await r.rows(select(table)) for table in tables] == before


async def test_a_bot_that_has_not_run_is_said_and_what_is_overdue_is_not_promised(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "per")
        await r.to("2026-09-03 12:00")
        await beat(r.house.db, r.now)
        r.now = r.moment("2026-11-25 12:00")
        text = await said(r)

    assert "The bot has not run since Thursday, 3 September 2026 at 12:00." in text
    assert "Digest: the one for per is overdue since Monday, 7 September 2026 at 08:00" in text
