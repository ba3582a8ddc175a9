"""A page of the week on its way: kept, with what it asks for, and sent as a message and an album below it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.digest_page import Choice, DigestPage, QuestionPart
from bot.domain.digest_rhythm import Every
from bot.domain.digest_week import WITHOUT_ASK
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.digests.chat import as_message, pictures_of
from bot.flow.digests.compose import compose
from bot.flow.digests.keyboard import below
from bot.flow.digests.known import Known
from bot.flow.digests.read import Reader, Said
from bot.flow.digests.told import ask_waits
from bot.flow.facilitating.pulse.ask import pulse_buttons, pulse_for
from bot.flow.mailing.digest import Letter, put_digest_mail
from bot.flow.mailing.ways import CHAT, MAIL
from bot.storage import digests, outbox
from bot.storage.database import Tx
from bot.storage.pulses import PulseRow

# What a digest's row says of the way it went.
CHANNELS = {(CHAT,): "telegram", (MAIL,): "mail", (CHAT, MAIL): "both"}


@dataclass(frozen=True, slots=True)
class Sending:
    """By which ways a page goes, and until when it is news."""

    ways: tuple[str, ...]
    expires_at: datetime


async def put_page(tx: Tx, known: Known, reader: Reader, said: Said, sending: Sending) -> None:
    """Keep the digest of this week, and let it leave."""
    reading, house, now, ask = said.reading, known.house, known.now, said.reading.ask
    asked_for = {"ask_team_id": ask.team_id, "ask_source": ask.source, "ask_name": ask.name} if ask else {}
    kept = {"form": said.form, "fingerprint": said.print, **asked_for}
    digest_id = await digests.add_digest(tx, reader.row, said.week, CHANNELS[sending.ways], now, **kept)
    # What is still open from last time waits already.
    if ask is not None and not ask.still_open:
        await ask_waits(tx, ask.team_id, digest_id, now)
    if reading.monthly:
        await digests.change_reader(tx, reader.row.id, every=Every.MONTHLY)
    pulse, question = await _question(tx, known, reader, said)
    page = compose(house, replace(reading, question=question))
    key = f"digest:{reader.person.id}:{reader.row.collaborative_id}:{said.week}"
    if CHAT in sending.ways:
        await _put_in_chat(tx, known, reader, page, (digest_id, pulse), key, sending.expires_at)
    if MAIL in sending.ways:
        letter = Letter(page, digest_id, reader.row, reader.person, reader.reads.all, sending.expires_at)
        await put_digest_mail(tx, house, letter, f"{key}:mail", now)


async def _put_in_chat(
    tx: Tx,
    known: Known,
    reader: Reader,
    page: DigestPage,
    kept: tuple[int, PulseRow | None],
    key: str,
    expires_at: datetime,
) -> None:
    house, person, language = known.house, reader.person, reader.language
    digest = await digests.digest_by_id(tx, kept[0])
    assert digest is not None
    message = Outgoing(
        f"{key}:text",
        OutgoingKind.DIGEST,
        Lane.ALERT,
        person.chat_id or 0,
        person_id=person.id,
        text=as_message(house, page),
        keyboard=below(house, digest, kept[1], language),
        subject=digest.id,
        expires_at=expires_at,
        repeated_note=f"\n\n{house.content.wording.render('digest.repeated', language)}",
    )
    await outbox.put(tx, message, known.now)
    if pictures := pictures_of(page):
        # One request a message: the album goes out by itself, below the words.
        album = replace(message, key=f"{key}:pictures", text="", keyboard=(), pictures=pictures)
        await outbox.put(tx, album, known.now)


async def _question(tx: Tx, known: Known, reader: Reader, said: Said) -> tuple[PulseRow | None, QuestionPart | None]:
    """What the manager is asked below the page, if anything."""
    managed = list(reader.reads.as_manager)
    if not managed or said.form in WITHOUT_ASK:
        return None, None
    asked = await pulse_for(tx, known.house, reader.person, managed, reader.language, known.now)
    if asked is None:
        return None, None
    buttons = pulse_buttons(known.house, asked.pulse.id, reader.language)
    choices = tuple(Choice(button.text, act) for button, act in zip(buttons, ("yes", "not-yet"), strict=True))
    return asked.pulse, QuestionPart(asked.pulse.id, asked.text, choices)
