"""A button of a small test is pressed: any member of the team may say what became of it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.buttons import OPEN, CyclePressed
from bot.domain.pdsa import HALF_MADE, Offered, Stage
from bot.domain.pdsa import press as pressed_in
from bot.domain.programme import Role
from bot.flow.handling import Incoming, handling, sender
from bot.flow.house import House
from bot.flow.say import language_for, refuse
from bot.flow.testing.sent import go_on_with
from bot.flow.testing.show import show
from bot.flow.testing.take import take
from bot.flow.testing.talk import CycleTalk, ends_of, moved, scales_of, talk_about
from bot.storage import pdsa_cycles, people, teams
from bot.storage.database import Tx
from bot.storage.rows import CycleRow, PersonRow


async def press(house: House, incoming: Incoming, button: CyclePressed, message_id: int) -> str:
    """What a press of a test's button does; the toast to show, empty for none."""
    async with handling(house, incoming) as tx:
        row, person = await pdsa_cycles.cycle_by_id(tx, button.cycle_id, lock=True), await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        if row is None or row.stage == Stage.DROPPED:
            return await refuse(tx, house, incoming, "old-button")
        team = await teams.team_by_id(tx, row.team_id)
        if key := await why_not(tx, row, person):
            return await refuse(tx, house, incoming, key, **({"team": team.title} if key == "not-yours" else {}))
        if team.removed_at is not None:
            return await refuse(tx, house, incoming, "ended", collaborative=team.collaborative_title)
        return await _press(tx, house, talk_about(team, row, person), button, message_id, incoming)


async def why_not(tx: Tx, row: CycleRow, person: PersonRow) -> str:
    """Why this person has nothing to do with the test, as the key of a refusal; empty where they may go on with it."""
    if not await people.has_role(tx, person.id, row.team_id, Role.MEMBER):
        return "left" if person.id in (row.person_id, row.holder_id) else "not-yours"
    return "not-yours" if row.stage in HALF_MADE and person.id != row.person_id else ""


async def _press(
    tx: Tx, house: House, talk: CycleTalk, button: CyclePressed, message_id: int, incoming: Incoming
) -> str:
    now, stage = incoming.now, talk.cycle.stage
    if button.choice == OPEN:
        await _open(tx, house, talk, now)
        return ""
    offered = Offered(scales_of(house, talk), await ends_of(tx, talk.team, now))
    done = pressed_in(talk.cycle, button.stage, button.choice, offered)
    if done is not None:
        await take(tx, house, await _stands_on(tx, talk, message_id, incoming), done, now)
        return ""
    if button.stage != stage[0]:
        return await _toast(tx, house, incoming, "moved-on")
    if stage not in (Stage.END, Stage.LATER):
        return await refuse(tx, house, incoming, "old-button")
    # The days that stand on the message lie behind us, or have been closed since.
    await show(tx, house, await _stands_on(tx, talk, message_id, incoming), now)
    return await _toast(tx, house, incoming, "other-day")


async def _toast(tx: Tx, house: House, incoming: Incoming, key: str) -> str:
    return house.content.wording.plain(f"test.toasts.{key}", await language_for(tx, house, incoming))


async def _open(tx: Tx, house: House, talk: CycleTalk, now: datetime) -> None:
    """Show the test below, in the chat of whoever asked for it; one that is running asks what happened."""
    talk = await _held_by(tx, talk)
    if talk.cycle.stage in (Stage.RUNNING, Stage.LATER):
        await take(tx, house, talk, replace(talk.cycle, stage=Stage.HAPPENED), now, fresh=True)
    else:
        await show(tx, house, talk, now, fresh=True)


async def _stands_on(tx: Tx, talk: CycleTalk, message_id: int, incoming: Incoming) -> CycleTalk:
    """The test in the chat of whoever presses, on the lowest of its messages there.

    A newer message than we know of may stand there, although nobody could tell whether it had arrived.
    """
    talk = await _held_by(tx, talk)
    await go_on_with(tx, talk.row, message_id, incoming.chat_id, incoming.now)
    return replace(talk, row=replace(talk.row, message_id=max(message_id, talk.row.message_id or 0)))


async def _held_by(tx: Tx, talk: CycleTalk) -> CycleTalk:
    if talk.row.holder_id == talk.person.id:
        return talk
    # What somebody else wrote and did not keep goes with them.
    await pdsa_cycles.change_cycle(tx, talk.row.id, holder_id=talk.person.id, message_id=None, draft=None)
    return moved(talk, replace(talk.row, holder_id=talk.person.id, message_id=None, draft=None))
