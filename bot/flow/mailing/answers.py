"""A link is opened, and nothing happens; its button is pressed, and the answer is kept as a press in a chat is."""

from datetime import datetime

from bot.domain.digest_rhythm import Every
from bot.domain.links import Link, Purpose
from bot.flow.digests.ask_words import asked_of
from bot.flow.digests.often import name_every
from bot.flow.digests.plan import set_every, teams_read
from bot.flow.digests.reply import Became, Reply, reply_to_ask
from bot.flow.facilitating.pulse.answer import answer, may_answer
from bot.flow.house import House, is_over, language_of, zone_of
from bot.flow.mailing.answer_page import AnswerPage, ordered, page_about
from bot.storage import digests, people, pulses, teams
from bot.storage.database import Tx
from bot.storage.digests import ReaderRow
from bot.storage.rows import PersonRow, TeamRow

PAGE = "mail.page"
REPLIES = tuple(Reply)


async def open_link(tx: Tx, house: House, link: Link, say: str, now: datetime) -> AnswerPage:
    """What the link shows before anything is sent; `say` is the answer that was chosen in the mail."""
    return await _page(tx, house, link, say, now, sends=False)


async def answer_link(tx: Tx, house: House, link: Link, say: str, now: datetime) -> AnswerPage:
    """Keep this answer, and show what became of it."""
    return await _page(tx, house, link, say, now, sends=True)


async def _page(tx: Tx, house: House, link: Link, say: str, now: datetime, *, sends: bool) -> AnswerPage:
    person = await people.person_by_id(tx, link.person)
    if person.forgotten_at is not None:
        return page_about(house, "old", house.content.wording.fallback)
    match link.purpose:
        case Purpose.ASK:
            return await _ask(tx, house, link, person, say, now, sends=sends)
        case Purpose.PULSE:
            return await _pulse(tx, house, link, person, say, now, sends=sends)
        case Purpose.OFTEN:
            return await _often(tx, house, link, person, say, now, sends=sends)


async def _ask(
    tx: Tx, house: House, link: Link, person: PersonRow, say: str, now: datetime, *, sends: bool
) -> AnswerPage:
    wording, words = house.content.wording, ""
    if sends and not link.has_expired(now):
        outcome = await reply_to_ask(tx, house, link.about, say, person.id, now)
        if outcome.became is Became.NOT_THEIRS:
            return await _old(tx, house, person)
        words = outcome.words
    digest = await digests.digest_by_id(tx, link.about)
    asked = await asked_of(tx, digest) if digest is not None and digest.person_id == person.id else None
    if asked is None or link.has_expired(now) or is_over(asked.team, now):
        return await _old(tx, house, person)
    language = language_of(person, asked.team.language)
    choices = [(str(it), wording.plain(f"ask.buttons.{it}", language)) for it in REPLIES]
    labels, held = dict(choices), asked.digest.reply or ""
    return AnswerPage(
        language,
        wording.plain("ask.heading", language),
        wording.plain(words, language) if words else "",
        (asked.ask(house, language).unescape(), *_state(house, labels, held, say, language, sends=sends)),
        ordered(choices, "" if sends else say, held),
    )


def _state(house: House, labels: dict[str, str], held: str, say: str, language: str, *, sends: bool) -> tuple[str, ...]:
    """What was answered so far, and that nothing is sent before a press."""
    wording, lines = house.content.wording, []
    if held in labels:
        lines.append(wording.plain(f"{PAGE}.so-far", language, choice=labels[held]))
    if not sends and say in labels and say != held:
        lines.append(wording.plain(f"{PAGE}.about-to", language, choice=labels[say]))
    elif not sends and held not in labels:
        lines.append(wording.plain(f"{PAGE}.nothing-yet", language))
    return tuple(lines)


async def _pulse(
    tx: Tx, house: House, link: Link, person: PersonRow, say: str, now: datetime, *, sends: bool
) -> AnswerPage:
    pulse = await pulses.pulse_by_id(tx, link.about, lock=sends)
    if pulse is None or link.has_expired(now) or not await may_answer(tx, pulse, person.id):
        return await _old(tx, house, person)
    team, wording = await teams.team_by_id(tx, pulse.team_id), house.content.wording
    language = language_of(person, team.language)
    words = await answer(tx, pulse, say, person.id, now) if sends else ""
    said = wording.plain(words, language) if words else ""
    if pulse.answered_at is not None and not said:
        said = wording.plain("pulse.toasts.answered", language)
    choices = [(it, wording.plain(f"pulse.buttons.{it}", language)) for it in wording.under("pulse.buttons")]
    return AnswerPage(
        language,
        wording.plain("pulse.ask", language, team=team.title),
        said,
        () if said else _state(house, dict(choices), "", say, language, sends=False),
        () if said else ordered(choices, say, ""),
    )


async def _often(
    tx: Tx, house: House, link: Link, person: PersonRow, say: str, now: datetime, *, sends: bool
) -> AnswerPage:
    reader = next((it for it in await digests.readers_of_person(tx, person.id) if it.id == link.about), None)
    read = (await teams_read(tx, reader)).all if reader is not None else ()
    if reader is None or not read or link.has_expired(now):
        return await _old(tx, house, person)
    wording, language = house.content.wording, language_of(person, read[0].language)
    said, stops = "", not sends and say == Every.OFF and reader.every != Every.OFF
    if sends and say in set(Every):
        reader = await set_every(tx, house, reader, say, now)
        said = _said(house, reader, person, read[0], language)
    choices = [(str(it), name_every(house, it, language)) for it in Every]
    now_every = wording.plain(f"{PAGE}.now", language, choice=dict(choices)[reader.every])
    hint = wording.plain(f"{PAGE}.stop-hint", language, collaborative=read[0].collaborative_title)
    return AnswerPage(
        language,
        wording.plain(f"{PAGE}.stop" if stops else "digest.frequency.ask", language),
        said,
        (hint,) if stops else (now_every,),
        ordered(choices, "" if sends else say, reader.every),
    )


def _said(house: House, reader: ReaderRow, person: PersonRow, team: TeamRow, language: str) -> str:
    wording = house.content.wording
    if reader.every == Every.OFF:
        return wording.plain(f"{PAGE}.stopped", language)
    if reader.next_due_at is None:
        return wording.plain(f"{PAGE}.ended", language)
    on = reader.next_due_at.astimezone(zone_of(person, team)).date()
    return wording.plain(f"{PAGE}.next", language, date=wording.date(on, language))


async def _old(tx: Tx, house: House, person: PersonRow) -> AnswerPage:
    roles = await people.roles_of(tx, person.id)
    fallback = roles[0].language if roles else house.content.wording.fallback
    return page_about(house, "old", language_of(person, fallback))
