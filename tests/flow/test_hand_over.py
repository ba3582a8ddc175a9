"""Teams go to a colleague: who has them, what goes along, who is told, and every way in which it cannot be."""

import pytest
from sqlalchemy import select, update

from bot.content.limits import MESSAGE, shown_length
from bot.domain.outgoing import Lane, OutgoingKind
from bot.domain.programme import Role
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.late import put_off_until
from bot.storage.outbox import claim_next
from bot.storage.outbox_rows import OutboxRow
from bot.storage.tables import audit, memberships, outbox, people, stall_moves, stalls
from bot.storage.tables import teams as teams_table
from tests.flow.rooms import NOBODY_OF_OURS, Rooms, rooms
from tests.flow.test_teams import Shown, collaborative, many, presses

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAFER = collaborative("safer", "olga", "2026-11-17", "ridge kari anne", "dale ola anne", "skog siri bo")
OF_RIDGE = "members: [kari], facilitators: [anne"
BETTER = collaborative("better", "berit", "2026-10-06", "fjord nina anne", "vik anne berit")


async def leading(r: Rooms, slug: str) -> list[str]:
    """Who facilitates the team."""
    query = (
        select(people.c.slug)
        .select_from(memberships.join(people).join(teams_table, teams_table.c.id == memberships.c.team_id))
        .where(
            teams_table.c.slug == slug,
            memberships.c.role == Role.FACILITATOR,
            memberships.c.removed_at.is_(None),
            memberships.c.left_at.is_(None),
        )
        .order_by(memberships.c.place)
    )
    return [row.slug for row in await r.rows(query)]


async def id_of(r: Rooms, table: object, slug: str) -> int:
    """The row of a team or a person."""
    found: int = (await r.rows(select(table.c.id).where(table.c.slug == slug)))[0].id  # type: ignore[attr-defined]
    return found


async def hands_over(r: Rooms, who: str, to: str, team: str = "", *, safer: int = 1, n: int = 1) -> Shown:
    """The person says yes to handing a team, or so many of their own, over to somebody."""
    about = await id_of(r, teams_table, team) if team else 0
    what = f"{safer}.{await id_of(r, people, to)}.{n}"
    return await presses(r, who, DeskPressed(Desk.HAND_OVER, about, "yes", what))


async def told(r: Rooms, who: str) -> list[str]:
    """What the person was told of hand-overs."""
    return [it.text for it in r.sent if it.kind == OutgoingKind.HAND_OVER and it.to == who]


async def test_one_team_changes_hands_and_the_others_stay(database_url: str) -> None:
    async with rooms(database_url, SAFER, at="2026-09-01 09:00") as r:
        await r.join("anne", "bo", "kari", "ola")
        shown = await hands_over(r, "anne", "bo", "ridge")
        await r.send()
        assert await leading(r, "ridge") == ["bo"]
        assert await leading(r, "dale") == ["anne"]
        assert await r.audited("hand_over") == [("2026-09-01 09:00", "ridge")]
        assert await told(r, "kari") == ["Bo is the facilitator of Ridge ward from now on."]
        assert (await told(r, "ola"), len(await told(r, "bo")), await told(r, "anne")) == ([], 1, [])
        details = (await r.rows(select(audit.c.actor, audit.c.detail).where(audit.c.action == "hand_over")))[0]
    assert (details.actor, details.detail["giver"], details.detail["to"]) == ("anne", "anne", "bo")
    assert shown.text.startswith("Bo has Ridge ward from now on.")


async def test_all_of_ones_own_go_in_one_collaborative_and_not_what_one_is_a_member_of(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.apply(BETTER)
        await r.join("anne", "bo", "olga", "berit", "kari")
        asked = await presses(r, "anne", DeskPressed(Desk.HAND_OVER, 0, "page", "1.1"))
        await hands_over(r, "anne", "bo", n=2)
        assert [await leading(r, it) for it in ("ridge", "dale", "skog", "fjord", "vik")] == [
            ["bo"], ["bo"], ["bo"], ["anne"], ["berit"],
        ]  # fmt: skip
    # berit is of another collaborative, and nobody takes over from themselves.
    assert asked.labels == ["Bo", "Olga", "Keep them"]


async def test_an_owner_hands_over_what_somebody_else_has_and_both_are_told(database_url: str) -> None:
    async with rooms(database_url, SAFER, at="2026-09-01 09:00") as r:
        await r.join("olga", "anne", "bo")
        ridge = await id_of(r, teams_table, "ridge")
        asked = await presses(r, "olga", DeskPressed(Desk.HAND_OVER, ridge, "to", f"1.{await id_of(r, people, 'bo')}"))
        await hands_over(r, "olga", "bo", "ridge")
        await r.send()
        assert await leading(r, "ridge") == ["bo"]
        assert await told(r, "anne") == ["Olga has handed over to Bo: Ridge ward. Thank you for looking after them."]
        assert len(await told(r, "bo")) == 1
    assert "Until now they have been with Anne." in asked.text


async def test_an_owner_takes_a_team_themselves_and_is_not_told_of_it(database_url: str) -> None:
    async with rooms(database_url, SAFER, at="2026-09-01 09:00") as r:
        await r.join("olga", "anne")
        await hands_over(r, "olga", "olga", "ridge")
        await r.send()
        assert await leading(r, "ridge") == ["olga"]
        assert await told(r, "olga") == []


@pytest.mark.parametrize("taken", [True, False])
async def test_what_is_open_goes_along(database_url: str, *, taken: bool) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.join("anne", "bo", "kari", "ola", "siri")
        await r.to("2026-09-15 10:00")
        ridge = await id_of(r, teams_table, "ridge")
        if taken:
            anne = {"acknowledged_by": "anne", "acknowledged_at": r.now}
            await r.change(update(stalls).where(stalls.c.team_id == ridge).values(**anne))
        (before,) = await r.rows(select(stalls).where(stalls.c.team_id == ridge))
        await hands_over(r, "anne", "bo", "ridge")
        (case,) = await r.rows(select(stalls).where(stalls.c.team_id == ridge))
        (others,) = await r.rows(select(stalls).join(teams_table).where(teams_table.c.slug == "dale"))
        moves = await r.rows(select(stall_moves.c.move, stall_moves.c.by).where(stall_moves.c.stall_id == case.id))
        bo, anne_id = await id_of(r, people, "bo"), await id_of(r, people, "anne")
        await r.to("2026-09-16 10:00")
        alerts = [at for who, at in r.heard("alert", "bo") if at > "2026-09-15 10:00"]
    assert case.acknowledged_by == ("bo" if taken else None)
    assert case.told_id == bo
    assert anne_id not in case.chain
    assert case.version > before.version
    assert ("handed_on", "anne") in [tuple(it) for it in moves]
    assert others.told_id == anne_id
    assert bool(alerts) is not taken


async def test_the_same_file_afterwards_changes_nothing_and_lists_who_stays(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.join("anne", "bo")
        await hands_over(r, "anne", "bo", "ridge")
        again = await r.apply(SAFER)
        more = await r.apply(SAFER.replace(OF_RIDGE, f"{OF_RIDGE}, olga"))
        assert await leading(r, "ridge") == ["bo", "olga"]
        back = await r.apply(SAFER.replace(OF_RIDGE, OF_RIDGE.replace("anne", "bo")))
        assert await leading(r, "ridge") == ["bo"]
    assert (again.changes, again.kept) == ([], ["team ridge: facilitators bo stay (the file says anne)"])
    assert more.kept == ["team ridge: facilitators bo, olga stay (the file says anne, olga)"]
    assert back.kept == []


async def test_a_team_that_is_handed_on_is_told_once_who_has_it(database_url: str) -> None:
    async with rooms(database_url, SAFER, at="2026-08-31 21:00") as r:
        await r.join("anne", "bo", "olga", "kari")
        await hands_over(r, "anne", "bo", "ridge")
        await hands_over(r, "bo", "olga", "ridge")
        await r.to("2026-09-01 09:00")
        assert await told(r, "kari") == ["Olga is the facilitator of Ridge ward from now on."]
        assert await leading(r, "ridge") == ["olga"]


async def test_both_menus_follow(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.join("anne", "olga")
        await hands_over(r, "anne", "olga", n=2)
        query = select(outbox.c.keyboard, people.c.slug).join_from(outbox, people, people.c.id == outbox.c.person_id)
        menus = await r.rows(query.where(outbox.c.kind == OutgoingKind.MENU))
    found = {row.slug: [name for _, name in row.keyboard[0]] for row in menus}
    assert "teams" not in found["anne"]
    assert found["olga"][:2] == ["teams", "guide"]


GONE = "That cannot be done any more. Nothing was changed by this press."


@pytest.mark.parametrize(
    ("what", "toast"),
    [
        ("bo has left", GONE),
        ("bo has blocked us", GONE),
        ("somebody was faster", "That is for the facilitator of Ridge ward. Nothing was changed."),
        ("there are more teams", "It is not as it was when this was asked. Please look once more."),
    ],
)
async def test_what_has_changed_meanwhile_is_said(database_url: str, what: str, toast: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.join("anne", "bo", "olga")
        bo = await id_of(r, people, "bo")
        match what:
            case "bo has left":
                await r.change(update(memberships).where(memberships.c.person_id == bo).values(left_at=r.now))
            case "bo has blocked us":
                await r.change(update(people).where(people.c.id == bo).values(gone_at=r.now))
            case "somebody was faster":
                await hands_over(r, "olga", "bo", "ridge")
        if what == "there are more teams":
            shown = await hands_over(r, "anne", "bo", n=1)
        else:
            shown = await hands_over(r, "anne", "bo", "ridge")
        assert shown.toast == toast
        assert await leading(r, "dale") == ["anne"]


@pytest.mark.parametrize("who", ["kari", "bo"])
@pytest.mark.parametrize("act", ["ask", "page", "to", "yes"])
async def test_nobody_hands_over_what_is_not_theirs(database_url: str, who: str, act: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.join("anne", "bo", "kari", "olga")
        ridge, bo = await id_of(r, teams_table, "ridge"), await id_of(r, people, "bo")
        shown = await presses(r, who, DeskPressed(Desk.HAND_OVER, ridge, act, f"1.{bo}.1"))
        assert await leading(r, "ridge") == ["anne"]
    assert "Ridge ward" in shown.toast


@pytest.mark.parametrize("what", ["", "1", "x.y", "1.2.3.4", "7.1", "1.999999999999999999999", "1.-1"])
async def test_a_button_that_means_nothing_is_kindly_refused(database_url: str, what: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.join("anne", "bo")
        for act in ("to", "yes", "dance"):
            shown = await presses(r, "anne", DeskPressed(Desk.HAND_OVER, 0, act, what))
            assert shown.toast == r.house.content.wording.plain("refused.old-button", "en")
        none = await presses(r, "bo", DeskPressed(Desk.HAND_OVER, 9999, "ask"))
    assert none.toast == r.house.content.wording.plain("refused.old-button", "en")


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
async def test_thirty_teams_with_the_longest_names_are_handed_over_in_one_message(
    database_url: str, language: str
) -> None:
    programme = many(30, language=language).replace("people:\n", "people:\n  - {id: bo, name: Bo}\n")
    programme = programme.replace("owners: [anne]", "owners: [anne, bo]")
    async with rooms(database_url, programme, at="2026-09-01 09:00") as r:
        await r.join("anne", "bo", "kari1")
        bo = await id_of(r, people, "bo")
        asked = await presses(r, "anne", DeskPressed(Desk.HAND_OVER, 0, "to", f"1.{bo}"))
        done = await hands_over(r, "anne", "bo", n=30)
        await r.send()
        texts = [asked.text, done.text, *await told(r, "bo"), *await told(r, "kari1")]
    assert len(texts) == 4
    assert all(0 < shown_length(text) <= MESSAGE for text in texts)


async def test_a_team_that_is_asked_in_its_group_is_told_there_once(database_url: str) -> None:
    async with rooms(database_url, SAFER, at="2026-08-31 21:00") as r:
        await r.join("anne", "bo", "kari")
        await r.change(update(teams_table).where(teams_table.c.slug == "ridge").values(group_chat_id=-100))
        await hands_over(r, "anne", "bo", "ridge")
        await r.to("2026-09-01 09:00")
        found = [(it.to, it.at) for it in r.sent if it.text == "Bo is the facilitator of Ridge ward from now on."]
    assert found == [(NOBODY_OF_OURS, "2026-09-01 07:00")]


async def test_after_an_outage_each_is_told_in_their_own_hours(database_url: str) -> None:
    async with rooms(database_url, SAFER, at="2026-09-01 09:00") as r:
        await r.join("anne", "bo", "kari")
        await hands_over(r, "anne", "bo", "ridge")
        r.now = r.moment("2026-09-01 21:30")
        waits = [
            (row.outgoing.lane, r.local(await put_off_until(r.house, row, r.now)))
            for row in await waiting(r)
            if row.outgoing.kind is OutgoingKind.HAND_OVER
        ]
    assert sorted(waits) == [(Lane.ALERT, "2026-09-02 08:00"), (Lane.WAVE, "2026-09-02 07:00")]


async def waiting(r: Rooms) -> list[OutboxRow]:
    """What is about to leave."""
    async with r.house.db.write() as tx:
        return await claim_next(tx, r.now, (), 50)
