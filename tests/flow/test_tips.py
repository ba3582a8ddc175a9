"""A team's tip at the end of the others' check-ins: offered once, the same at each look, and in turn with guidance."""

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import CHANGE, NOTHING_NEW, SKIP
from bot.domain.check_in import Stage
from bot.domain.outgoing import OutgoingKind
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.desk.press import press as press_at_desk
from bot.storage import tips
from bot.storage.tables import outbox, people, tip_offers
from bot.storage.tables import teams as teams_table
from bot.storage.tables import tips as tips_table
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.talking import Seen, presses, talk_of
from tests.support.world import content

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari"), team("fjord", "ola"))
FIRST_STEP = content().models["quality-improvement-model"].model.phases[0].steps[0].id


async def published(r: Rooms, text: str, *, slug: str = "fjord", step: str = FIRST_STEP, named: bool = False) -> int:
    """A published tip of this team; its row."""
    async with r.house.db.write() as tx:
        team_id = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).scalar_one()
        ola = (await tx.execute(select(people.c.id).where(people.c.slug == "ola"))).scalar_one()
        tip_id = await tips.add_tip(tx, team_id, ola, step, text, r.now, named=named)
        await tips.change_tip(tx, tip_id, state=tips.PUBLISHED, decided_at=r.now, decided_by="anne")
    return tip_id


async def is_done(r: Rooms, who: str = "kari", first: str = "4") -> Seen:
    """The person answers the first question so, skips the others, and sees how it ends."""
    seen = await presses(r, who, first)
    while (row := await talk_of(r, who)).stage == Stage.OPEN:
        seen = await presses(r, who, SKIP, row.position)
    return seen


async def offered(r: Rooms) -> int:
    return len(await r.rows(select(tip_offers)))


async def test_a_tip_stands_in_the_place_of_the_guidance_and_stays(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await published(r, "Count five", named=False)
        await r.to("2026-09-01 10:00")

        first = await is_done(r)
        assert 'From another team that was in "Recognise the need for improvement": Count five' in first.text
        assert first.buttons == ("Change answer", "Useful")
        await presses(r, "kari", CHANGE)
        assert "Count five" in (await is_done(r)).text
        assert await offered(r) == 1


async def test_the_next_time_the_guidance_has_its_turn(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await published(r, "First")
        await published(r, "Second")
        seen = []
        for day in ("2026-09-01", "2026-09-15", "2026-09-29"):
            await r.to(f"{day} 10:00")
            text = (await is_done(r)).text
            seen.append([it for it in ("First", "Second") if it in text])

        assert seen == [["First"], [], ["Second"]]


@pytest.mark.parametrize(
    ("slug", "step", "state"),
    [
        ("ridge", FIRST_STEP, tips.PUBLISHED),
        ("fjord", "another-step", tips.PUBLISHED),
        ("fjord", FIRST_STEP, tips.WAITING),
        ("fjord", FIRST_STEP, tips.DECLINED),
    ],
)
async def test_what_is_not_offered(database_url: str, slug: str, step: str, state: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await published(r, "Count five", slug=slug, step=step)
        await r.change(update(tips_table).values(state=state))
        await r.to("2026-09-01 10:00")

        assert "Count five" not in (await is_done(r)).text


async def test_a_tip_stays_in_its_collaborative(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari"))) as r:
        other = teams_text(team("fjord", "ola")).replace("collaborative: safer", "collaborative: other")
        await r.apply(other)
        await r.join("anne", "kari", "ola")
        await published(r, "Count five")
        await r.to("2026-09-01 10:00")

        assert "Count five" not in (await is_done(r)).text


async def test_nothing_new_keeps_the_guidance(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await published(r, "Count five")
        await r.to("2026-09-01 10:00")

        assert "Count five" not in (await presses(r, "kari", NOTHING_NEW)).text


@pytest.mark.parametrize(
    ("answer", "asked"), [("4", True), ("1", False), (SKIP, False)], ids=["well", "in the way", "nothing said"]
)
async def test_a_tip_is_asked_for_where_all_goes_well(database_url: str, answer: str, asked: bool) -> None:
    async with rooms(database_url, TWO, at="2026-09-28 08:00") as r:
        await r.join("anne", "kari", "ola")
        await r.to("2026-10-13 10:00")

        assert ("A tip for other teams" in (await is_done(r, first=answer)).buttons) is asked


async def test_a_tip_is_asked_for_about_monthly_and_not_at_first(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        asked = []
        for day in ("2026-09-01", "2026-09-15", "2026-09-29", "2026-10-13", "2026-10-27", "2026-11-10"):
            await r.to(f"{day} 10:00")
            if "A tip for other teams" in (await is_done(r)).buttons:
                asked.append(day)

        assert asked == ["2026-10-13", "2026-11-10"]


async def test_a_team_alone_is_not_asked_for_one(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari")), at="2026-09-28 08:00") as r:
        await r.join("anne", "kari")
        await r.to("2026-10-13 10:00")

        assert (await is_done(r)).buttons == ("Change answer",)


async def test_two_who_publish_at_once_decide_it_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        tip_id = await published(r, "Count five")
        await r.change(update(tips_table).values(state=tips.WAITING, decided_at=None, decided_by=None))
        r.now = r.moment("2026-09-01 21:00")
        anne = await chat_of(r, "anne")
        button = DeskPressed(Desk.TIP, tip_id, "publish")
        assert await press_at_desk(r.house, await r.incoming(anne), button, 1) == ""
        assert await press_at_desk(r.house, await r.incoming(anne), button, 1) == "It has been decided already."
        decline = DeskPressed(Desk.TIP, tip_id, "decline")
        assert await press_at_desk(r.house, await r.incoming(anne), decline, 1) == "It has been decided already."

        assert [it.state for it in await r.rows(select(tips_table.c.state))] == [tips.PUBLISHED]
        news = await r.rows(select(outbox.c.not_before).where(outbox.c.kind == OutgoingKind.TIP))
        assert [r.local(it.not_before) for it in news] == ["2026-09-02 07:00"]
        assert [at for at, _ in await r.audited("publish_tip")] == ["2026-09-01 21:00"]


@pytest.mark.parametrize("act", ["open", "publish", "change", "decline"])
@pytest.mark.parametrize("who", ["kari", "per"])
async def test_only_who_leads_the_team_decides(database_url: str, who: str, act: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "per")
        tip_id = await published(r, "Count five")

        toast = await press_at_desk(
            r.house, await r.incoming(await chat_of(r, who)), DeskPressed(Desk.TIP, tip_id, act), 1
        )
        assert toast == "That is for the facilitator of Fjord. Nothing was changed."
