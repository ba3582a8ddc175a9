"""We need help: one case opens, the facilitator is told in working hours who asked, and a later no ends it."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import AGAIN, CHANGE, HELP, LATER_TOMORROW, NOTHING_NEW, AlertPressed, AnswerPressed
from bot.flow.answering.press import press
from bot.flow.cases import acknowledge
from bot.flow.cases.acknowledge import TAKE
from bot.flow.handling import Incoming
from bot.storage.tables import check_ins, conversations, memberships, owners, people, stalls, teams
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.talking import asks, kept, presses, talk_of
from tests.flow.test_together import updates

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))
OPENED = ("ridge", "help_wanted", "2026-09-01 10:00", "")
TOLD, KNOWN = "Anne gets a message in working hours and will contact you.", "Anne knows already and will contact you."
NOTED = "Thank you for saying so. I have noted that Ridge wants help"


async def asked(r: Rooms, *who: str) -> None:
    await r.join(*(who or ("kari", "ola", "anne")))
    await r.to("2026-09-01 10:00")
    r.sent.clear()


def alerts(r: Rooms, who: str = "anne") -> list[tuple[str, str]]:
    """Every alert that this person got: when, and its first two lines."""
    return [(it.at, "\n".join(it.text.splitlines()[:2])) for it in r.sent if (it.to, it.kind) == (who, "alert")]


async def reasons(r: Rooms) -> list[dict[str, object]]:
    """Why each case opened."""
    return [reason for (found,) in await r.rows(select(stalls.c.reasons).order_by(stalls.c.id)) for reason in found]


async def test_a_press_opens_one_case_and_the_facilitator_reads_who_asked(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        seen = await presses(r, "kari", HELP)
        await r.to("2026-09-01 10:00")

        assert seen.text.startswith(f"Thank you for saying so. {TOLD}\n\n<b>How far have you come since last time?</b>")
        assert not seen.fresh
        assert await r.cases() == [OPENED]
        assert alerts(r) == [("2026-09-01 10:00", "<b>Ridge asks for help</b>\nKari asked for it on 1 September.")]
        assert await reasons(r) == [
            {
                "rule": "help_wanted",
                "working_days": 0,
                "since": datetime(2026, 9, 1, 8, tzinfo=UTC).isoformat(),
                "person": "kari",
            }
        ]
        assert await kept(r) == []


async def test_the_second_press_is_told_that_it_is_known(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", HELP)
        for who in ("kari", "ola"):
            await r.to("2026-09-02 12:00")
            assert KNOWN in (await presses(r, who, HELP)).text
        await r.to("2026-09-04 12:00")

        assert await r.cases() == [OPENED]
        assert len(alerts(r)) == 1


@pytest.mark.parametrize(
    ("pressed_at", "told_at"),
    [
        ("2026-09-01 15:59", "2026-09-01 15:59"),
        ("2026-09-01 16:00", "2026-09-02 08:00"),
        ("2026-09-02 06:30", "2026-09-02 08:00"),
        ("2026-09-04 19:00", "2026-09-07 08:00"),
        ("2026-09-06 12:00", "2026-09-07 08:00"),
    ],
    ids=["in the working day", "after it", "before it", "on Friday evening", "on Sunday"],
)
async def test_the_facilitator_is_told_in_working_hours(database_url: str, pressed_at: str, told_at: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await r.to(pressed_at)
        await presses(r, "kari", HELP)
        await r.to("2026-09-08 12:00")

        assert [at for at, _ in alerts(r)] == [told_at]
        assert [since for _, _, since, _ in await r.cases()] == [pressed_at]


async def test_yes_to_the_question_does_the_same_and_no_ends_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await asks(r, "help-wanted", "progress")
        await presses(r, "ola", "yes")
        await r.to("2026-09-01 10:00")
        assert await r.cases() == [OPENED]
        assert alerts(r) == [("2026-09-01 10:00", "<b>Ridge asks for help</b>\nOla asked for it on 1 September.")]

        await r.to("2026-09-02 21:00")
        await presses(r, "kari", "no")
        assert await r.cases() == [(*OPENED[:3], "no_longer_wanted")]
        (over,) = [it.text for it in r.sent if (it.to, it.kind) == ("anne", "edit")]
        assert "Over: Ridge said on 2 September that help is no longer needed." in over
        assert "A message you can copy" not in over


async def test_a_no_takes_back_an_alert_that_has_not_left(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await asks(r, "help-wanted", "progress")
        await r.to("2026-09-01 17:00")
        await presses(r, "kari", "yes")
        await presses(r, "kari", "no")
        await r.to("2026-09-03 12:00")

        assert alerts(r) == []
        assert await r.cases() == [("ridge", "help_wanted", "2026-09-01 17:00", "no_longer_wanted")]


async def test_a_no_with_no_case_open_ends_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await asks(r, "help-wanted", "progress")
        await presses(r, "kari", "no")

        assert await r.cases() == []


async def test_help_that_is_wanted_again_is_another_case(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await asks(r, "progress", "help-wanted")
        await presses(r, "kari", HELP)
        await presses(r, "ola", "no", 1)
        await r.to("2026-09-02 10:00")
        assert TOLD in (await presses(r, "ola", HELP)).text
        await r.to("2026-09-02 12:00")

        assert await r.cases() == [
            (*OPENED[:3], "no_longer_wanted"),
            ("ridge", "help_wanted", "2026-09-02 10:00", ""),
        ]
        assert [it["person"] for it in await reasons(r)] == ["kari", "ola"]


async def test_the_same_answer_twice_opens_nothing_twice(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await asks(r, "help-wanted", "progress")
        for _ in range(2):
            await presses(r, "kari", "yes")
        await presses(r, "ola", "yes")

        assert await r.cases() == [OPENED]


async def test_who_wants_help_may_fall_silent_as_well(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", HELP)
        await r.to("2026-09-30 12:00")

        assert [kind for _, kind, _, _ in await r.cases()] == ["help_wanted", "silent"]


async def test_who_has_taken_the_case_is_not_told_again(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", HELP)
        await r.to("2026-09-01 10:00")
        incoming = await r.incoming(await chat_of(r, "anne"))
        assert await acknowledge.press(r.house, incoming, AlertPressed(1, TAKE), 1) == ""
        assert KNOWN in (await presses(r, "ola", HELP)).text
        await r.to("2026-09-08 09:59")
        assert len(alerts(r)) == 1

        # Five working days without a sign: whoever took it is asked whether they are still on it.
        await r.to("2026-09-08 10:00")
        assert len(alerts(r)) == 2


async def test_the_second_press_names_who_has_the_case_by_then(database_url: str) -> None:
    async with rooms(database_url, TWO.replace("facilitators: [anne]", "facilitators: [per]")) as r:
        await asked(r, "kari", "ola", "anne", "per")
        assert "Per gets a message" in (await presses(r, "kari", HELP)).text
        await r.to("2026-09-05 12:00")

        assert [at for at, _ in alerts(r)] == ["2026-09-04 10:00"]
        assert KNOWN in (await presses(r, "ola", HELP)).text


async def test_without_a_facilitator_the_owner_is_told(database_url: str) -> None:
    async with rooms(database_url, TWO.replace("owners: [anne]", "owners: [per]")) as r:
        await asked(r, "kari", "ola", "anne", "per")
        await r.change(update(memberships).where(memberships.c.role == "facilitator").values(left_at=r.now))
        assert TOLD.replace("Anne", "Per") in (await presses(r, "kari", HELP)).text
        await r.to("2026-09-01 10:00")

        assert (len(alerts(r, "per")), alerts(r)) == (1, [])


async def test_whoever_can_be_reached_is_named_and_told(database_url: str) -> None:
    text = TWO.replace("owners: [anne]", "owners: [per]")
    async with rooms(database_url, text) as r:
        await asked(r, "kari", "ola", "per")
        assert TOLD.replace("Anne", "Per") in (await presses(r, "kari", HELP)).text
        await r.to("2026-09-01 10:00")

        assert len(alerts(r, "per")) == 1


async def test_with_nobody_to_tell_it_is_noted_and_told_to_the_first_who_comes(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r, "kari", "ola")
        for who in ("kari", "ola"):
            assert NOTED in (await presses(r, who, HELP)).text
        assert await r.cases() == [OPENED]
        await r.to("2026-09-02 12:00")
        await r.join("anne")
        await r.to("2026-09-03 12:00")

        assert [at for at, _ in alerts(r)] == ["2026-09-03 08:00"]


async def test_a_team_that_nobody_stands_behind_has_its_wish_noted(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await r.change(update(memberships).where(memberships.c.role == "facilitator").values(removed_at=r.now))
        await r.change(update(owners).values(removed_at=r.now))

        assert NOTED in (await presses(r, "kari", HELP)).text
        await r.to("2026-09-02 12:00")
        assert await r.cases() == [OPENED]
        assert alerts(r) == []


async def test_help_may_be_wanted_by_who_has_no_time_and_by_who_has_nothing_more_to_say(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        assert "We need help" not in (await presses(r, "kari", LATER_TOMORROW)).buttons
        assert "We need help" in (await presses(r, "kari", AGAIN)).buttons
        await presses(r, "ola", "4")
        # Ola has taken the question; help may still be asked for.
        taken = await presses(r, "kari", HELP)
        assert TOLD in taken.text
        assert taken.buttons == ("Correct it", "Continue", "We need help")


async def test_a_late_cry_for_help_is_heard(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "ola", NOTHING_NEW)
        await r.change(update(check_ins).values(closed_at=r.now, close_at=None))
        seen = await presses(r, "kari", HELP)

        assert TOLD in seen.text
        assert await r.cases() == [OPENED]
        assert "We need help" in (await presses(r, "ola", CHANGE)).buttons


async def test_whoever_presses_in_a_group_is_named(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "anne")
        await r.change(update(teams).values(group_chat_id=-500))
        await r.to("2026-09-01 10:00")
        ((talk,),) = await r.rows(select(conversations.c.id).where(conversations.c.person_id.is_(None)))
        ola = await chat_of(r, "ola")
        incoming = await r.incoming(ola)
        in_group = Incoming(incoming.inbox_id, ola, -500, r.now)
        assert await press(r.house, in_group, AnswerPressed(talk, 0, HELP), 1) == ""
        await r.to("2026-09-01 10:00")

        assert [it["person"] for it in await reasons(r)] == ["ola"]
        assert "Ola asked for it" in alerts(r)[0][1]
        assert any(TOLD in it.text for it in r.sent if it.to == "somebody")


async def test_two_who_press_at_the_same_moment_open_one_case(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        talks = [(await chat_of(r, who), (await talk_of(r, who)).id) for who in ("kari", "ola")]
        for n in range(4):
            await r.change(update(stalls).values(closed_at=r.now))
            incoming = await updates(r, *(chat for chat, _ in talks))
            await asyncio.gather(
                *(
                    press(r.house, update_, AnswerPressed(talk, 0, HELP), 1)
                    for update_, (_, talk) in zip(incoming, talks, strict=True)
                )
            )
            said = sorted(it.text.splitlines()[0] for it in await sent_now(r))

            assert said == [KNOWN, f"Thank you for saying so. {TOLD}"]
            assert len(await r.cases()) == n + 1


async def test_a_press_on_an_older_check_in_at_the_same_moment_opens_none_beside_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        older = (await talk_of(r, "kari")).id
        await r.to("2026-09-15 10:00")
        r.sent.clear()
        kari, ola = await chat_of(r, "kari"), await chat_of(r, "ola")
        first, second = await updates(r, kari, ola)
        newer = (await talk_of(r, "ola")).id
        await asyncio.gather(
            press(r.house, first, AnswerPressed(older, 0, HELP), 1),
            press(r.house, second, AnswerPressed(newer, 0, HELP), 1),
        )
        await r.to("2026-09-16 12:00")

        assert [(kind, why) for _, kind, _, why in await r.cases() if kind == "help_wanted"] == [("help_wanted", "")]
        # The message of the day was gone: it told of the silence.
        assert [at for at, _ in alerts(r)] == ["2026-09-16 08:00"]


async def sent_now(r: Rooms) -> list[object]:
    r.sent.clear()
    await r.send()
    return [it for it in r.sent if it.to in ("kari", "ola")]


async def test_who_asked_is_forgotten_with_their_name(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await r.to("2026-09-01 17:00")
        await presses(r, "kari", HELP)
        await r.change(update(people).where(people.c.slug == "kari").values(name=""))
        await r.to("2026-09-02 08:00")

        assert alerts(r)[0][1].splitlines()[1] == "a colleague asked for it on 1 September."
