"""People join by a link: once, each as one account, and what is open comes to them in permitted hours."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from bot.domain.buttons import NOBODY_YET, WhoPressed
from bot.flow.door import HASH_MARK, hash_of
from bot.flow.invite import invite, revoke
from bot.flow.joining.start import start
from bot.flow.joining.who import say_who
from bot.storage.tables import check_ins, conversations, invites, memberships, outbox, people
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.programmes import programme

pytestmark = pytest.mark.asyncio(loop_scope="session")


TEAM = teams_text(team("ridge", "kari, ola"))
PHONE = 501


async def code_of(r: Rooms, person: str | None) -> str:
    return next(it.code for it in await invite(r.house, "mellom_bot", r.now) if it.person == person)


async def opens(r: Rooms, code: str, account: int = PHONE) -> str:
    """What somebody who opens the link of this code is answered; the answer is not sent."""
    incoming = await r.incoming(account)
    await start(r.house, incoming, HASH_MARK + hash_of(code))
    said = await r.rows(select(outbox.c.text).where(outbox.c.key == f"reply:{incoming.inbox_id}:1"))
    return str(said[0].text)


def words(r: Rooms, key: str, **values: object) -> str:
    return str(r.house.content.wording.render(key, "en", **values))


async def joined(r: Rooms) -> list[tuple[str, int | None]]:
    query = select(people.c.slug, people.c.chat_id).where(people.c.joined_at.is_not(None)).order_by(people.c.id)
    return [(it.slug, it.chat_id) for it in await r.rows(query)]


async def test_a_link_joins_at_once_and_is_used_up(database_url: str) -> None:
    async with rooms(database_url, TEAM) as r:
        code = await code_of(r, "kari")
        await opens(r, code)

        assert await joined(r) == [("kari", PHONE)]
        assert await opens(r, code) == words(r, "joining.already-in", person="Kari")
        assert await opens(r, code, 502) == words(r, "joining.code.used")
        assert await joined(r) == [("kari", PHONE)]
        assert await r.audited("join") == [("2026-08-31 08:00", "kari")]


@pytest.mark.parametrize("problem", ["unknown", "expired", "revoked", "someone-elses"])
async def test_a_code_that_is_not_good_is_refused_and_changes_nothing(database_url: str, problem: str) -> None:
    async with rooms(database_url, TEAM) as r:
        code = await code_of(r, "kari")
        if problem == "unknown":
            code = "made-up"
        elif problem == "expired":
            r.now = r.moment("2026-09-30 08:00")
        elif problem == "revoked":
            await r.change(update(invites).values(revoked_at=r.now))
        else:
            await opens(r, await code_of(r, "ola"))
        before = await joined(r)

        said = await opens(r, code)

        assert said == words(r, f"joining.code.{'expired' if problem == 'revoked' else problem}")
        assert await joined(r) == before
        used = invites.c.code_hash == hash_of(code), invites.c.used_at.is_not(None)
        assert await r.rows(select(invites.c.id).where(*used)) == []


async def test_who_joins_while_a_check_in_is_open_gets_it_in_permitted_hours(database_url: str) -> None:
    async with rooms(database_url, TEAM) as r:
        kari, ola = await code_of(r, "kari"), await code_of(r, "ola")
        await opens(r, kari, 501)
        await r.to("2026-09-01 21:30")
        await opens(r, ola, 502)
        await r.to("2026-09-02 12:00")

    assert r.heard("screen") == [("kari", "2026-09-01 10:00"), ("ola", "2026-09-02 07:00")]
    assert r.heard("reply") == [("kari", "2026-08-31 08:00"), ("ola", "2026-09-01 21:30")]


async def test_who_joins_three_teams_at_once_is_asked_as_often_as_a_week_allows(database_url: str) -> None:
    others = {"ridge": "ola", "fjord": "nina", "coast": "per"}
    three = teams_text(*(team(slug, f"{other}, kari") for slug, other in others.items()))
    async with rooms(database_url, three) as r:
        await r.join(*others.values())
        await r.to("2026-09-01 12:00")
        await opens(r, await code_of(r, "kari"))
        await r.to("2026-09-01 12:05")

        assert len(r.heard("screen", "kari")) == 2
        assert [who for _, who in await r.audited("budget_held_back")] == ["kari"]


async def test_who_joins_again_after_leaving_is_back_in_the_team(database_url: str) -> None:
    async with rooms(database_url, TEAM) as r:
        await opens(r, await code_of(r, "kari"))
        await r.change(update(memberships).values(left_at=r.now))
        (new,) = await invite(r.house, "mellom_bot", r.now, person="kari")
        await opens(r, new.code)
        await r.to("2026-09-01 12:00")

    assert r.heard("screen") == [("kari", "2026-09-01 10:00")]


async def test_a_new_phone_takes_over_and_the_old_one_hears_no_more(database_url: str) -> None:
    async with rooms(database_url, TEAM) as r:
        await opens(r, await code_of(r, "kari"), 501)
        await r.to("2026-09-01 12:00")
        (new,) = await invite(r.house, "mellom_bot", r.now, person="kari")
        await opens(r, new.code, 777)
        await r.send()

        assert await joined(r) == [("kari", 777)]
        chats = await r.rows(select(outbox.c.chat_id).where(outbox.c.kind == "screen").order_by(outbox.c.id))
        ((talks,),) = await r.rows(select(func.count()).select_from(conversations))
    assert (chats, talks) == ([(501,), (777,)], 1)


# A team's own link


async def presses(r: Rooms, person_id: int, account: int, name: str = "Siri") -> str:
    ((invite_id,),) = await r.rows(select(invites.c.id).where(invites.c.team_id.is_not(None)))
    button = WhoPressed(invite_id, person_id)
    return await say_who(r.house, replace(await r.incoming(account), first_name=name), button, 1)


async def test_a_teams_link_lets_one_after_another_say_who_they_are(database_url: str) -> None:
    async with rooms(database_url, TEAM) as r:
        code = await code_of(r, None)
        asked = await opens(r, code, 601)
        ids = dict(tuple(row) for row in await r.rows(select(people.c.slug, people.c.id)))
        await presses(r, ids["kari"], 601)
        taken = await presses(r, ids["kari"], 602)
        await presses(r, NOBODY_YET, 602)
        wrong = await presses(r, ids["anne"], 603)

        ((new,),) = await r.rows(select(people.c.name).where(people.c.slug.startswith("newcomer-")))
        assert [account for _, account in await joined(r)] == [601, 602]
    assert asked == words(r, "joining.who.ask", team="Ridge")
    assert taken == r.house.content.wording.plain("joining.who.taken", "en", person="Kari")
    assert (new, wrong != "") == ("Siri", True)


async def test_a_revoked_or_removed_teams_link_joins_nobody(database_url: str) -> None:
    async with rooms(database_url, TEAM) as r:
        code = await code_of(r, None)
        assert await revoke(r.house, "ridge", r.now) == 1
        assert await opens(r, code) == words(r, "joining.code.expired")
        code = await code_of(r, None)
        await r.apply(teams_text(team("other", "nina")))

        assert await opens(r, code) == words(r, "joining.code.expired")
        assert await joined(r) == []


# Quorum and reminders of those who come later


async def test_the_first_to_join_ends_the_waiting_for_a_start(database_url: str) -> None:
    async with rooms(database_url, TEAM) as r:
        await r.join("anne")
        code = await code_of(r, "kari")
        await r.to("2026-09-07 12:00")
        await opens(r, code)

        assert await r.cases() == [("ridge", "never_started", "2026-09-07 08:00", "joined")]


async def test_an_open_check_in_of_an_outage_is_not_lost_on_who_joins(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("ola")
        code = await code_of(r, "kari")
        await r.leap("2026-09-02 12:00")
        await opens(r, code)
        await r.send()

        ((state,),) = await r.rows(select(check_ins.c.state))
    assert state == "asked"
    assert sorted(r.heard("screen")) == [("kari", "2026-09-02 12:00"), ("ola", "2026-09-02 12:00")]
