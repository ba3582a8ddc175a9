"""What one says for the team, the others see at once; nobody is asked twice, and nothing personal is shown."""

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import BACK, CORRECT, SKIP
from bot.storage.tables import answers, check_ins, memberships, outbox, people
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

THREE = teams_text(team("ridge", "kari, ola, nina"))


async def asked(r: Rooms, *who: str) -> None:
    await r.join(*who)
    await r.to("2026-09-01 10:00")
    r.sent.clear()


def seen(r: Rooms, who: str) -> list[str]:
    """The first line of the answer that holds in each screen that this person has got, empty where there is none."""
    texts = [it.text for it in r.sent if it.to == who and it.kind == "screen"]
    return [next((line for line in text.splitlines() if "answered:" in line), "") for text in texts]


async def test_who_has_the_question_before_them_sees_who_answered(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola", "nina")
        await r.presses("nina", SKIP)
        r.sent.clear()
        await r.presses("kari", "4")
        edits = select(outbox.c.fresh).where(outbox.c.lane == "wave", outbox.c.kind == "screen").order_by(outbox.c.id)
        newest = (await r.rows(edits))[-1]

    assert seen(r, "ola") == ["Kari answered: 4"]
    assert seen(r, "nina") == []
    assert not newest.fresh


async def test_a_changed_answer_is_seen_as_well_and_the_same_again_disturbs_nobody(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        for press, position in (("4", 0), ("4", 0), ("2", 0)):
            await r.presses("kari", press, position)

    assert seen(r, "ola") == ["Kari answered: 4", "Kari answered: 2"]


async def test_to_correct_it_shows_the_answers_and_the_first_who_said_it_sees_the_correction(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        await r.presses("kari", "4")
        await r.presses("kari", BACK, 1)
        r.sent.clear()
        await r.presses("ola", CORRECT)
        await r.presses("ola", "2")
        given = await r.rows(select(people.c.slug, answers.c.value).join_from(answers, people).order_by(answers.c.id))

    assert seen(r, "kari")[-1] == "Ola answered: 2"
    assert [tuple(row) for row in given] == [("kari", 4), ("ola", 2)]


async def test_who_is_done_sees_a_later_correction_in_the_list_of_answers(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        await r.presses("kari", "4")
        for position in (1, 2, 3):
            await r.presses("kari", SKIP, position)
        r.sent.clear()
        await r.presses("ola", CORRECT)
        await r.presses("ola", "2")

    (closing,) = [it.text for it in r.sent if it.to == "kari" and it.kind == "screen"]
    assert "2" in closing
    assert "(Ola)" in closing


async def test_a_screen_that_waits_for_the_morning_elsewhere_is_not_hurried(database_url: str) -> None:
    far = THREE.replace("{id: ola, name: Ola}", "{id: ola, name: Ola, zone: America/Los_Angeles}")
    async with rooms(database_url, far) as r:
        await asked(r, "kari", "ola")
        await r.presses("kari", "4")
        before = r.heard("screen", "ola")
        await r.to("2026-09-01 18:00")
        after = r.heard("screen", "ola")

    assert before == []
    assert after == [("ola", "2026-09-01 16:00")]


async def test_who_has_left_sees_nothing_more(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        ola = select(people.c.id).where(people.c.slug == "ola").scalar_subquery()
        await r.change(update(memberships).where(memberships.c.person_id == ola).values(left_at=r.now))
        await r.presses("kari", "4")

    assert seen(r, "ola") == []


async def test_a_late_answer_changes_nobodys_screen(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        await r.change(update(check_ins).values(closed_at=r.now))
        await r.presses("kari", "4")

    assert seen(r, "ola") == []
