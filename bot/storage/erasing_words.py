"""What a person wrote between facilitators, teams and managers goes with them; decisions stay, under the stub."""

from sqlalchemy import delete, select, update

from bot.storage.database import Tx
from bot.storage.tables import (
    answers,
    askings,
    homework,
    imports,
    matters,
    notes,
    pulses,
    scores,
    team_messages,
    tips,
    writings,
)


async def drop_words(tx: Tx, person_id: int) -> None:
    """Delete or empty everything that the person wrote outside the check-ins, and what they said of themselves."""
    await _drop_tips(tx, person_id)
    await _drop_homework(tx, person_id)
    for table in (writings, notes, pulses, askings, imports):
        await tx.execute(delete(table).where(table.c.person_id == person_id))
    # Others may have answered: that there was a message stays.
    await tx.execute(update(team_messages).where(team_messages.c.person_id == person_id).values(text=""))
    await tx.execute(update(scores).where(scores.c.person_id == person_id).values(reason=None))


async def _drop_tips(tx: Tx, person_id: int) -> None:
    theirs = select(tips.c.id).where(tips.c.person_id == person_id)
    await tx.execute(delete(matters).where(matters.c.kind == "tip", matters.c.about_id.in_(theirs)))
    await tx.execute(delete(tips).where(tips.c.person_id == person_id))


async def _drop_homework(tx: Tx, person_id: int) -> None:
    """The words of what they gave go, also where a team was asked about them; whether it was done stays."""
    words = select(homework.c.team_id, homework.c.text).where(homework.c.person_id == person_id, homework.c.text != "")
    for team_id, text in (await tx.execute(words)).all():
        asked = answers.c.question == "homework", answers.c.wording.contains(text, autoescape=True)
        await tx.execute(update(answers).where(answers.c.team_id == team_id, *asked).values(wording=""))
    open_ones = homework.c.person_id == person_id, homework.c.state == "open"
    await tx.execute(update(homework).where(*open_ones).values(state="dropped"))
    await tx.execute(update(homework).where(homework.c.person_id == person_id).values(text=""))
