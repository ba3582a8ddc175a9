"""The one way through the house: asked, answered, reminded, gone silent, alerted, told to the manager."""

from sqlalchemy import select

from bot.storage.tables import answers, check_ins, stalls
from tests.support.ridge import RIDGE
from tests.support.world import world


async def test_a_team_is_asked_answers_falls_silent_and_its_facilitator_takes_the_case(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari, anne, per = await w.joins("kari"), await w.joins("anne"), await w.joins("per")

        await w.to("2026-09-01 10:00")
        await kari.hears("1 av 4")
        await kari.presses("4")
        await w.quiet()
        await kari.presses("Ja")
        await w.quiet()
        await kari.presses("Hopp over")
        await w.quiet()
        await kari.presses("Ja")
        await w.quiet()
        await kari.hears("Takk. Ridge home care er ferdig")

        await w.to("2026-09-17 10:00")
        await kari.hears("Ingen i Ridge home care har svart ennå")
        await w.to("2026-09-29 08:00")
        assert not [message for message in await anne.messages() if "Ridge home care har blitt stille" in message.text]
        await w.to("2026-09-29 10:00")
        await anne.hears("Ridge home care har blitt stille")
        await anne.presses("Jeg tar saken")
        await w.quiet()
        await anne.hears("Anne Vik")

        await w.to("2026-10-05 08:00")
        await per.hears("uke 41")

        async with w.db.read() as tx:
            kept = (await tx.execute(select(answers.c.question, answers.c.value).order_by(answers.c.id))).all()
            states = (await tx.execute(select(check_ins.c.state).order_by(check_ins.c.due_at))).scalars().all()
            case = (await tx.execute(select(stalls.c.kind, stalls.c.acknowledged_by))).one()
    assert kept == [("progress", 4), ("problem-agreed", "yes"), ("team-met", "yes")]
    assert list(states) == ["answered", "missed", "asked"]
    assert tuple(case) == ("silent", "anne")
