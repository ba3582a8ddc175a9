"""What a manager replies to the one thing to do: kept once, told to the team and its facilitator, and changeable."""

import pytest
from sqlalchemy import select, update

from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.digests.reply import Became, reply_to_ask
from bot.storage.tables import digests, matters, outbox, people, teams
from tests.flow.at_desk import presses, team_id
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = teams_text(team("ridge", "kari, ola, nina"))
ASK = "Tell Ridge why you are glad they took this on. One minute in the corridor is fine."


async def asked(r: Rooms, who: str = "per") -> int:
    """A digest that asks this person for something about Ridge; the team and the facilitator are there."""
    await r.join("per", "anne", "kari", "ola")
    await r.to("2026-09-01 12:00")
    ((person,),) = await r.rows(select(people.c.id).where(people.c.slug == who))
    what = {"ask_team_id": await team_id(r), "ask_source": "none", "ask_name": "say-why"}
    return await r.add(
        digests, collaborative_id=1, person_id=person, week="2026-W36", channel="telegram", decided_at=r.now, **what
    )


async def says(r: Rooms, digest: int, reply: str, who: str = "per") -> str:
    page = await presses(r, who, DeskPressed(Desk.DIGEST, digest, reply))
    return page.toast


async def news(r: Rooms) -> list[tuple[str, str, str]]:
    return [(it.to, it.at, it.text) for it in r.sent if it.kind == "news"]


async def test_done_reaches_the_team_once_and_the_facilitators_list(database_url: str) -> None:
    async with rooms(database_url, TEXT) as r:
        digest = await asked(r)

        toasts = [await says(r, digest, "done"), await says(r, digest, "done")]
        await r.to("2026-09-02 12:00")
        told = await news(r)
        lists = [(it.to, it.text) for it in r.sent if it.kind == "matters"]
        kept = await r.rows(select(digests.c.reply, digests.c.replied_at))

    said = f'Your manager answered "done" to this, for Ridge: "{ASK}"'
    assert toasts[1] == "You have said so already, thank you."
    assert toasts[0].startswith("Thank you.")
    assert told == [("kari", "2026-09-01 12:10", said), ("ola", "2026-09-01 12:10", said)]
    assert [(to, f'Per answered "done" for Ridge: "{ASK}"' in text) for to, text in lists] == [("anne", True)]
    assert [(it.reply, r.local(it.replied_at)) for it in kept] == [("done", "2026-09-01 12:00")]


async def test_a_slip_put_right_at_once_never_reaches_the_team(database_url: str) -> None:
    async with rooms(database_url, TEXT) as r:
        digest = await asked(r)

        await says(r, digest, "done")
        await says(r, digest, "not-mine")
        await r.to("2026-09-02 12:00")
        told = await news(r)

    assert [to for to, _, _ in told] == ["kari", "ola"]
    assert all("Somebody else can do it better" in text for _, _, text in told)


async def test_later_changes_are_for_the_facilitator_alone(database_url: str) -> None:
    async with rooms(database_url, TEXT) as r:
        digest = await asked(r)

        await says(r, digest, "done")
        await r.to("2026-09-01 13:00")
        await says(r, digest, "not-mine")
        await r.to("2026-09-03 12:00")
        told = await news(r)
        lists = [it.text for it in r.sent if it.kind == "matters"]

    assert [to for to, _, _ in told] == ["kari", "ola"]
    assert "Per says that this is for somebody else, for Ridge" in lists[-1]


async def test_who_wants_to_talk_is_put_before_the_facilitator_at_once_in_their_hours(database_url: str) -> None:
    async with rooms(database_url, TEXT) as r:
        digest = await asked(r)
        await r.to("2026-09-01 18:00")

        await says(r, digest, "talk")
        await r.to("2026-09-02 12:00")
        told = await news(r)
        lists = [it for it in r.sent if it.kind == "matters"]

    assert told[-1] == ("anne", "2026-09-02 08:00", f'Per would like to talk with you about Ridge: "{ASK}"')
    assert lists == []


async def test_a_team_at_night_hears_of_it_in_its_hours(database_url: str) -> None:
    async with rooms(database_url, TEXT) as r:
        digest = await asked(r)
        await r.to("2026-09-01 21:00")

        await says(r, digest, "done")
        await r.to("2026-09-02 09:00")
        told = await news(r)

    assert [(to, at) for to, at, _ in told] == [("kari", "2026-09-02 07:00"), ("ola", "2026-09-02 07:00")]


@pytest.mark.parametrize("who", ["anne", "kari", "ola"])
async def test_nobody_else_may_reply(database_url: str, who: str) -> None:
    async with rooms(database_url, TEXT) as r:
        digest = await asked(r)

        toast = await says(r, digest, "done", who)

        ((reply,),) = await r.rows(select(digests.c.reply))
        waiting = await r.rows(select(matters.c.id))
        assert (reply, waiting) == (None, [])
    assert toast == "This button is old. The newest questions are further down."


async def test_late_or_over_it_is_answered_kindly_and_changes_nothing(database_url: str) -> None:
    async with rooms(database_url, TEXT) as r:
        digest = await asked(r)
        late = r.moment("2026-09-29 12:01")
        async with r.house.db.write() as tx:
            first = await reply_to_ask(tx, r.house, digest, "done", await id_of(r, "per"), late)
        await r.change(update(teams).values(ends=r.now.date().replace(day=31, month=8)))
        async with r.house.db.write() as tx:
            second = await reply_to_ask(tx, r.house, digest, "done", await id_of(r, "per"), r.now)
        ((reply,),) = await r.rows(select(digests.c.reply))
        written = await r.rows(select(outbox.c.id).where(outbox.c.kind == "news"))

    assert (first.became, second.became, reply, written) == (Became.LATE, Became.OVER, None, [])
    wording = r.house.content.wording
    assert wording.plain(first.words, "en") == "That was some time ago. The newest page has something for now."
    assert wording.plain(second.words, "en") == "This has ended, so nothing was changed. Thank you."


async def id_of(r: Rooms, who: str) -> int:
    return int((await r.rows(select(people.c.id).where(people.c.slug == who)))[0][0])
