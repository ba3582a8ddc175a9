"""Somebody is always told of a case, of each once, and what they have before them says how things stand."""

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import HELP, AlertPressed, AnswerPressed
from bot.domain.outgoing import Delivery, Outcome
from bot.domain.stall import Closed, StallKind
from bot.flow import deliver
from bot.flow.answering.press import press
from bot.flow.cases import acknowledge
from bot.flow.cases.acknowledge import TAKE
from bot.flow.cases.end import end_case
from bot.flow.cases.snooze import snooze
from bot.flow.cases.watch import watch
from bot.flow.close import close
from bot.flow.late import put_off_until
from bot.storage import outbox as messages
from bot.storage import stalls as cases
from bot.storage import teams as team_rows
from bot.storage.outbox_rows import OutboxRow
from bot.storage.tables import answers, check_ins, conversations, outbox, people, stalls, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

ONE = teams_text(team("ridge", "kari"))
TWO = teams_text(team("ridge", "kari"), team("fjord", "ola"))
NAMES = ("kari", "ola", "nina", "liv", "tor")
PLACES = ("ridge", "fjord", "dale", "isle", "moor")
FIVE = teams_text(*(team(*it) for it in zip(PLACES, NAMES, strict=True)), people_of=" ".join(NAMES))
SIX = teams_text(
    *(team(*it) for it in zip((*PLACES, "vale"), (*NAMES, "ida"), strict=True)), people_of=" ".join((*NAMES, "ida"))
)
BY_OLA = "id: ridge, title: Ridge, phase: prepare, members: [kari], facilitators: [ola, nina]"
LOST = Delivery(Outcome.UNKNOWN, why="lost")
LATER = Delivery(Outcome.LATER, wait=1)


async def decided(r: Rooms) -> None:
    """The silence has come true and its alerts are decided; nothing has left yet."""
    await r.to("2026-09-15 09:59")
    r.now = r.moment("2026-09-15 10:00")
    await close(r.house, r.now)
    await watch(r.house, r.now)


async def claimed(r: Rooms, kind: str = "alert") -> OutboxRow:
    """The message of this kind, on its way."""
    async with r.house.db.write() as tx:
        (found,) = [row for row in await messages.claim_next(tx, r.now, (), 50) if row.outgoing.kind == kind]
    return found


async def back(r: Rooms, slug: str) -> None:
    """The team gives a sign of life."""
    async with r.house.db.write() as tx:
        found = (await tx.execute(select(teams.c.id).where(teams.c.slug == slug))).scalar_one()
        await end_case(tx, r.house, await team_rows.team_by_id(tx, found), StallKind.SILENT, Closed.SIGN_OF_LIFE, r.now)


async def presses_only(r: Rooms, who: str, choice: str) -> None:
    """A press of which nothing has left yet."""
    query = select(conversations.c.id, people.c.chat_id).join_from(conversations, people).where(people.c.slug == who)
    found = (await r.rows(query.order_by(conversations.c.id.desc())))[0]
    await press(r.house, await r.incoming(found.chat_id), AnswerPressed(found.id, 0, choice), 1)


async def takes(r: Rooms, who: str, case: int) -> None:
    """The person takes a case of the one alert that there is."""
    ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    ((message,),) = await r.rows(select(outbox.c.message_id).where(outbox.c.kind == "alert", outbox.c.state == "sent"))
    await acknowledge.press(r.house, await r.incoming(chat), AlertPressed(case, TAKE), message)


async def told_of_nobody(r: Rooms) -> list[int]:
    """The open cases that nobody was told of, and that nobody is to be told of."""
    untold = (stalls.c.closed_at.is_(None), stalls.c.alert_at.is_(None), stalls.c.alerted_at.is_(None))
    return [row.id for row in await r.rows(select(stalls.c.id).where(*untold))]


async def test_who_became_facilitator_since_is_told_where_nobody_of_then_is_left(database_url: str) -> None:
    of_ola = teams_text(BY_OLA.replace(", nina", "")).replace("owners: [anne]", "owners: [ola]")
    async with rooms(database_url, of_ola) as r:
        await r.join("kari", "ola", "nina")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "4")
        await r.to("2026-09-04 21:00")
        await r.presses("kari", HELP)
        await r.apply(of_ola.replace("[ola]", "[nina]"))
        await r.to("2026-09-08 12:00")

    assert r.heard("alert") == [("nina", "2026-09-07 08:00")]


async def test_an_alert_that_is_held_goes_to_the_next_when_its_facilitator_is_taken_off(database_url: str) -> None:
    async with rooms(database_url, teams_text(BY_OLA)) as r:
        await r.join("kari", "ola", "nina", "anne")
        await decided(r)
        await r.change(update(outbox).where(outbox.c.kind == "alert").values(not_before=r.moment("2026-09-16 08:00")))
        await r.to("2026-09-15 15:00")
        await r.apply(teams_text(BY_OLA.replace("ola, nina", "nina")))
        await r.to("2026-09-17 12:00")

    assert r.heard("alert") == [("nina", "2026-09-15 15:00")]


async def test_an_alert_that_is_held_goes_to_the_next_when_its_owner_is_taken_off(database_url: str) -> None:
    nobody = teams_text(BY_OLA.replace("ola, nina", "anne")).replace("owners: [anne]", "owners: [ola, nina]")
    async with rooms(database_url, nobody) as r:
        await r.join("kari", "ola", "nina")
        await decided(r)
        await r.change(update(outbox).where(outbox.c.kind == "alert").values(not_before=r.moment("2026-09-16 08:00")))
        await r.to("2026-09-15 15:00")
        await r.apply(nobody.replace("owners: [ola, nina]", "owners: [nina]"))
        await r.to("2026-09-17 12:00")

    assert r.heard("alert") == [("nina", "2026-09-15 15:00")]


@pytest.mark.parametrize("of_list", [False, True], ids=["alone", "among many"])
async def test_a_team_that_cannot_be_read_keeps_no_other_from_being_told_of(database_url: str, of_list: bool) -> None:
    async with rooms(database_url, FIVE if of_list else TWO) as r:
        await r.join(*(NAMES if of_list else ("kari", "ola")), "anne")
        await r.to("2026-09-15 09:59")
        r.now = r.moment("2026-09-15 10:00")
        await close(r.house, r.now)
        await unreadable_case(r, "fjord")
        await r.to("2026-09-16 16:00")

    told = [it.text for it in r.sent if it.kind == "alert"]
    assert len(told) == 1
    assert "4 teams" in told[0] if of_list else "Ridge has gone quiet" in told[0]


async def unreadable_case(r: Rooms, slug: str) -> None:
    """A case of a team waits to be told of whose zone nobody knows any more."""
    ((bad,),) = await r.rows(select(teams.c.id).where(teams.c.slug == slug))
    ((anne,),) = await r.rows(select(people.c.id).where(people.c.slug == "anne"))
    why = {"rule": "silent", "working_days": 10, "since": r.now.isoformat(), "count": 1}
    moments = {"opened_at": r.now, "noticed_at": r.now, "alert_at": r.now}
    await r.add(stalls, team_id=bad, kind="silent", reasons=[why], chain=[anne], **moments)
    never = {"next_due_at": None, "silent_at": None, "look_at": None}
    await r.change(update(teams).where(teams.c.id == bad).values(zone="Nowhere/Land", **never))
    await r.change(update(check_ins).where(check_ins.c.team_id == bad).values(close_at=None, remind_at=None))


async def test_a_team_of_a_list_that_cannot_be_read_any_more_keeps_no_other_from_answering(database_url: str) -> None:
    async with rooms(database_url, FIVE) as r:
        await r.join(*NAMES, "anne")
        await r.to("2026-09-15 12:00")
        await r.change(update(teams).where(teams.c.slug == "fjord").values(zone="Nowhere/Land"))
        await r.presses("kari", "4")

    edit = [it.text for it in r.sent if it.kind == "edit" and it.to == "anne"][-1]
    assert "<i>over since 15 September</i>" in edit
    assert "Fjord" not in edit


async def test_the_last_answer_is_the_newest_that_the_model_has_words_for(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "4")
        await r.presses("kari", "no", 1)
        await r.change(update(answers).where(answers.c.question != "progress").values(question="no-longer-asked"))
        await r.to("2026-10-30 12:00")

    (alert,) = [it for it in r.sent if it.kind == "alert" and "has gone quiet" in it.text]
    said = alert.text.splitlines()
    assert said[said.index("Last answers:") + 1].endswith(" 4")


async def test_several_choices_that_were_the_last_answer_are_a_list_in_words(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "4")
        await r.change(update(answers).values(question="signs-of-need", value=["users", "staff"]))
        await r.to("2026-10-30 12:00")

    (alert,) = [it for it in r.sent if it.kind == "alert" and "has gone quiet" in it.text]
    assert "Users or relatives and What staff see" in alert.text


async def test_of_a_list_that_is_taken_back_another_is_made_at_the_same_moment(database_url: str) -> None:
    async with rooms(database_url, SIX) as r:
        await r.join(*NAMES, "ida", "anne")
        await r.to("2026-09-01 12:00")
        await r.presses("ida", "4")
        await decided(r)
        await back(r, "fjord")
        await presses_only(r, "ida", HELP)
        await watch(r.house, r.now)
        await r.send()

        assert await told_of_nobody(r) == []
    (alert,) = [it for it in r.sent if it.kind == "alert"]
    assert "5 teams" in alert.text
    assert "Fjord" not in alert.text


async def test_a_case_is_told_of_the_next_day_where_the_alert_of_today_was_decided_before(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "anne")
        await decided(r)
        await r.change(update(stalls).values(alert_at=r.now))
        await r.to("2026-09-15 10:05")

        await r.to("2026-09-16 12:00")

    assert r.heard("alert") == [("anne", "2026-09-15 10:00"), ("anne", "2026-09-16 08:00")]


async def test_an_alert_that_a_kill_left_half_sent_is_let_go_where_the_team_is_back(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "anne")
        await decided(r)
        await claimed(r)
        await r.presses("kari", "4")
        await deliver.recover(r.house, r.now)
        await r.send()

    assert r.heard("alert") == []


async def test_an_alert_that_a_kill_left_half_sent_is_repeated_and_says_so(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "anne")
        await decided(r)
        await claimed(r)
        await deliver.recover(r.house, r.now)
        await r.send()

    (alert,) = [it for it in r.sent if it.kind == "alert"]
    assert alert.text.count("You may have had this one already") == 1


@pytest.mark.parametrize("how", ["kill", "lost twice", "later"])
async def test_a_list_that_leaves_once_more_says_which_teams_are_back(database_url: str, how: str) -> None:
    async with rooms(database_url, FIVE) as r:
        await r.join(*NAMES, "anne")
        await decided(r)
        row = await claimed(r)
        if how == "lost twice":
            await deliver.settle(r.house, row, LOST, r.now)
            row = await claimed(r)
        for who in NAMES[:4]:
            await presses_only(r, who, "4")
        if how == "kill":
            await deliver.recover(r.house, r.now)
        else:
            await deliver.settle(r.house, row, LATER if how == "later" else LOST, r.now)
        await r.send()

    (alert,) = [it for it in r.sent if it.kind == "alert"]
    assert alert.text.count("over since 15 September") == 4
    assert alert.text.count("You may have had this one already") == (0 if how == "later" else 1)


async def test_an_alert_that_arrives_late_says_that_it_is_over_even_if_we_stop_then(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "anne")
        await decided(r)
        alert = await claimed(r)
        await r.presses("kari", "4")
        await deliver.settle(r.house, alert, Delivery(Outcome.SENT, message_id=99), r.now)
        r.sent.clear()
        await r.send()

    (edit,) = [it for it in r.sent if it.to == "anne"]
    assert (edit.kind, "Over: Ridge gave a sign on 15 September." in edit.text) == ("edit", True)


@pytest.mark.parametrize("under_way", [False, True], ids=["waiting", "on its way"])
async def test_a_list_is_not_changed_back_by_an_older_edit(database_url: str, under_way: bool) -> None:
    async with rooms(database_url, FIVE) as r:
        await r.join(*NAMES, "anne")
        await decided(r)
        await r.send()
        await back(r, "fjord")
        older = await claimed(r, "edit") if under_way else None
        await takes(r, "anne", 1)
        if older is not None:
            await deliver.settle(r.house, older, LATER, r.now)
        await r.send()

    edits = [it.text for it in r.sent if it.to == "anne" and it.kind == "edit"]
    assert len(edits) == 1
    assert "Anne is on it" in edits[0]
    assert "over since 15 September" in edits[0]


async def test_a_case_that_was_put_off_and_then_taken_is_not_told_of_again(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-15 12:00")
        async with r.house.db.write() as tx:
            case = await cases.stall_by_id(tx, 1)
            assert case is not None
            await snooze(tx, case, r.moment("2026-09-21 09:00"), "anne", r.now)
        await r.to("2026-09-16 12:00")
        await takes(r, "anne", 1)
        await r.to("2026-09-22 12:00")

    assert r.heard("alert") == [("anne", "2026-09-15 10:00")]


async def test_the_alert_about_a_team_that_the_file_removes_says_that_it_is_over(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "anne")
        await r.to("2026-09-15 12:00")
        r.sent.clear()
        await r.apply(ONE)
        await r.to("2026-09-15 12:05")

    (edit,) = [it for it in r.sent if it.kind == "edit"]
    assert (edit.to, "Fjord" in edit.text) == ("anne", True)


async def test_a_list_waits_for_the_hours_of_a_team_whose_schedule_is_still_there(database_url: str) -> None:
    async with rooms(database_url, FIVE) as r:
        await r.join(*NAMES, "anne")
        await decided(r)
        row = await claimed(r)
        await r.change(update(teams).where(teams.c.slug == "ridge").values(schedule="taken-away"))
        r.now = r.moment("2026-09-15 22:00")

        assert await put_off_until(r.house, row, r.now) == r.moment("2026-09-16 08:00")
