"""A member's answer goes to the facilitator who wrote, or where they have left to the first who can be reached."""

from datetime import datetime

from bot.content.limits import shortened
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.cases.open import first_in_reach
from bot.flow.facilitating.messages.send import answer_button
from bot.flow.house import House, language_of, name_of
from bot.flow.life import sign_of_life
from bot.flow.rights import leads
from bot.flow.staff_hours import may_tell_at
from bot.storage import audit, conversations, outbox, people, team_messages, teams
from bot.storage.database import Tx
from bot.storage.rows import MessageRow, PersonRow, TeamRow

LONGEST_QUOTE = 200


async def pass_on(
    tx: Tx, house: House, answered: MessageRow, by: PersonRow, text: str, now: datetime
) -> PersonRow | None:
    """Pass the answer on; to whom, or None where nobody can be reached. It is a sign of life of the team."""
    # Whoever answers holds the check-in before the team.
    await conversations.hold_open_check_in(tx, answered.team_id)
    team = await teams.team_by_id(tx, answered.team_id, lock=True)
    reader = await _reader(tx, team, answered)
    await sign_of_life(tx, house, team, now)
    await audit.note(tx, now, by.slug, "answer_message", team.slug, team=team.slug)
    if reader is None:
        return None
    answer = await team_messages.add_answer(tx, answered, by.id, text, now)
    await _put(tx, house, team, (answered, answer), by, reader, now)
    return reader


async def _reader(tx: Tx, team: TeamRow, answered: MessageRow) -> PersonRow | None:
    author = await people.person_by_id(tx, answered.person_id)
    if author.can_be_reached and await leads(tx, author, team):
        return author
    return await first_in_reach(tx, team)


async def _put(
    tx: Tx,
    house: House,
    team: TeamRow,
    said: tuple[MessageRow, MessageRow],
    by: PersonRow,
    reader: PersonRow,
    now: datetime,
) -> None:
    (answered, answer), wording = said, house.content.wording
    language, permitted = language_of(reader, team.language), await may_tell_at(tx, house, team, reader, now)
    text = wording.render(
        "messages.answer", language, person=name_of(house, by, language), team=team.title, text=answer.text
    )
    if reader.id != answered.person_id:
        author = name_of(house, await people.person_by_id(tx, answered.person_id), language)
        quoted = shortened(answered.text, LONGEST_QUOTE)
        text += "\n\n" + wording.render("messages.answers-other", language, facilitator=author, text=quoted)
    outgoing = Outgoing(
        team_messages.answer_key(answer.id, reader.id),
        OutgoingKind.MESSAGE,
        Lane.ALERT,
        reader.chat_id or 0,
        person_id=reader.id,
        text=text,
        keyboard=answer_button(house, team, answer.id, language, "write-back"),
        not_before=permitted if permitted > now else None,
        subject=answer.id,
        repeated_note=f"\n\n{wording.render('messages.repeated', language)}",
    )
    await outbox.put(tx, outgoing, now)
