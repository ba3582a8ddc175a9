"""/guide: advice for the step that the team is at, whoever of its people asks, and whatever has happened since."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import GuidePressed, unpack
from bot.flow import guidance
from bot.flow.handling import AlreadyHandled
from bot.storage.tables import memberships, outbox, people, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari"), team("fjord", "kari, ola"))


@dataclass
class Page:
    """What somebody reads, with the buttons below."""

    text: str
    buttons: list[tuple[str, GuidePressed]]

    def __getitem__(self, label: str) -> GuidePressed:
        return dict(self.buttons)[label]


async def chat_of(r: Rooms, who: str) -> int:
    return int((await r.rows(select(people.c.chat_id).where(people.c.slug == who)))[0][0])


async def read(r: Rooms) -> Page:
    """The newest page, before it leaves."""
    query = select(outbox.c.text, outbox.c.keyboard).where(outbox.c.state == "waiting").order_by(outbox.c.id.desc())
    text, keyboard = (await r.rows(query))[0]
    buttons = [(label, unpack(data)) for row in keyboard for label, data in row]
    await r.send()
    return Page(text, [(label, button) for label, button in buttons if isinstance(button, GuidePressed)])


async def guide(r: Rooms, who: str) -> Page:
    await guidance.guide(r.house, await r.incoming(await chat_of(r, who)))
    return await read(r)


async def presses(r: Rooms, who: str, button: GuidePressed) -> str:
    return await guidance.press(r.house, await r.incoming(await chat_of(r, who)), button, 1)


async def test_a_member_of_two_teams_reads_of_the_first_and_finds_the_other_below(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        page = await guide(r, "kari")

        assert page.text.startswith("<b>Prepare: Recognise the need for improvement</b>")
        assert "Ridge is at this step." in page.text
        assert [label for label, _ in page.buttons] == [
            "Clarify the knowledge base", "Anchor and organise the work", "Fjord",
        ]  # fmt: skip
        assert await presses(r, "kari", page["Fjord"]) == ""
        assert "Fjord is at this step." in (await read(r)).text


async def test_advice_follows_the_team_and_an_old_button_still_shows_its_step(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("ola")
        old = (await guide(r, "ola"))["Clarify the knowledge base"]
        await r.change(update(teams).values(phase="plan"))
        now = await guide(r, "ola")
        assert await presses(r, "ola", old) == ""
        before = await read(r)

        assert "Plan: Map needs and current practice" in now.text
        assert "Prepare: Clarify the knowledge base" in before.text
        assert "is at this step" not in before.text


async def test_a_step_that_a_model_no_longer_has_leads_to_the_step_now(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("ola")

        assert await presses(r, "ola", GuidePressed(2, 999)) == ""
        assert "is at this step." in (await read(r)).text


async def test_a_facilitator_reads_it_for_all_her_teams(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        page = await guide(r, "anne")

        assert ("Ridge is at this step." in page.text, page.buttons[-1][0]) == (True, "Fjord")


async def test_a_manager_is_told_whom_it_is_for(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("per")

        assert (await guide(r, "per")).text.startswith("This advice is for teams and their facilitators")


async def test_who_has_left_and_whose_team_is_over_read_nothing_more(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("ola")
        await r.change(update(people).values(language="en"))
        button = (await guide(r, "ola")).buttons[0][1]
        await r.change(update(teams).values(removed_at=r.now))
        over = await presses(r, "ola", button)
        await r.change(update(teams).values(removed_at=None))
        await r.change(update(memberships).values(left_at=r.now))
        left = await presses(r, "ola", button)

        assert over == "Safer is over, so nothing was changed. Thank you for taking part."
        assert left.startswith("You have left this team")
        assert (await guide(r, "ola")).text.startswith("You have left this team")


async def test_an_update_that_comes_twice_is_answered_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("ola")
        incoming = await r.incoming(await chat_of(r, "ola"))
        await guidance.guide(r.house, incoming)
        with pytest.raises(AlreadyHandled):
            await guidance.guide(r.house, incoming)
        await r.send()

    assert len(r.heard("reply")) == 1
