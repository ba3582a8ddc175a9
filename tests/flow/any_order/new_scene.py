"""A team of its own for each example, in the midst of its check-in."""

from datetime import date

from bot.storage import check_ins as check_in_rows
from bot.storage import conversations as conversation_rows
from bot.storage import people as people_rows
from bot.storage.tables import memberships, people, teams
from bot.storage.writes import add_row
from tests.flow.any_order.acts import MEMBERS, NINA, Check
from tests.flow.any_order.expected import GROUP, Expected
from tests.flow.any_order.scene import NOW, NUMBERS, TITLE, Scene
from tests.flow.any_order.stored import NOBODYS, Stored
from tests.flow.rooms import Rooms

STRANGERS = 999_999


async def new_scene(rooms: Rooms, check: Check) -> Scene:
    """A team of its own with its open check-in, and a check-in of another team that is none of theirs."""
    rooms.now = NOW
    async with rooms.house.db.write() as tx:
        group = -10_000 - next(NUMBERS) if check.in_group else 0
        team = await add_row(
            tx, teams, collaborative_id=1, slug=f"t{next(NUMBERS)}", title=TITLE, phase="prepare",
            quorum=str(check.quorum), first_applied_at=NOW, next_merged=False, group_chat_id=group or None,
        )  # fmt: skip
        check_in = await check_in_rows.add_check_in(
            tx, team, date(2026, 9, 1), phase="prepare", state="asked", due_at=NOW, asked_at=NOW,
            questions=[{"id": question.id, "version": 1, "step": None} for question in check.asked],
        )  # fmt: skip
        made, chats, talks = [], [], {}
        for who in MEMBERS:
            number = next(NUMBERS)
            person = await add_row(tx, people, slug=f"p{number}", name="P", language="nb")
            await add_row(tx, memberships, team_id=team, person_id=person, role="member", place=0)
            made.append(person)
            chats.append(10_000 + number)
            if who != NINA:
                await people_rows.set_chat(tx, person, 10_000 + number, NOW)
            if who != NINA and not group:
                talks[who] = (await conversation_rows.add_conversation(tx, check_in, person)).id
        if group:
            talks[GROUP] = (await conversation_rows.add_conversation(tx, check_in, None)).id
    stored = Stored(rooms, check_in, tuple(made), talks)
    return Scene(rooms, Expected(check), stored, (*chats, STRANGERS), group, min(talks.values()) - 1 or NOBODYS)
