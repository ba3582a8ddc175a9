"""The page of the week as a mail: the same finished words as in a chat, with links where a chat has buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.domain.digest_page import Choice, DigestPage
from bot.domain.links import Purpose
from bot.domain.outgoing import REPEATED_HERE, Lane, Mail, Outgoing, OutgoingKind, picture_id
from bot.flow.house import House
from bot.flow.mailing.addresses import Addresses, addresses_for
from bot.storage import outbox
from bot.storage.database import Tx
from bot.storage.digests import ReaderRow
from bot.storage.rows import PersonRow, TeamRow

# As many as an album of a chat holds; a mail of more would be cut by mail programs.
MOST_PICTURES = 10
LAYOUT = "digest"


@dataclass(frozen=True, slots=True)
class Letter:
    """A page and for whom it is: which row it is kept as, the teams it is about, and until when it is news."""

    page: DigestPage
    digest_id: int
    reader: ReaderRow
    person: PersonRow
    teams: Sequence[TeamRow]
    expires_at: datetime


async def put_digest_mail(tx: Tx, house: House, letter: Letter, key: str, now: datetime) -> bool:
    """Decide the mail. False where one with this key was decided before."""
    assert letter.person.email is not None
    addresses = await addresses_for(tx, house, letter.person.id, now)
    wording, language, page = house.content.wording, letter.page.language, letter.page
    values = _values(house, letter, addresses)
    here = Markup(REPEATED_HERE)  # noqa: S704 (markup of ours)
    html = wording.letter(f"{LAYOUT}.html", language, repeated=here, **values)
    outgoing = Outgoing(
        key,
        OutgoingKind.DIGEST,
        Lane.MAIL,
        0,
        person_id=letter.person.id,
        text=wording.letter(f"{LAYOUT}.txt", language, repeated="", **values),
        pictures=tuple(team.chart for team in page.teams if team.chart is not None)[:MOST_PICTURES],
        subject=letter.digest_id,
        repeated_note=wording.plain("digest.repeated", language),
        expires_at=letter.expires_at,
        mail=Mail(letter.person.email, page.title, html, unsubscribe=addresses.stop(letter.reader.id)),
    )
    return await outbox.put(tx, outgoing, now)


def _values(house: House, letter: Letter, addresses: Addresses) -> dict[str, Any]:
    page, wording = letter.page, house.content.wording
    ask, question = page.ask, page.question
    replies = _links(ask.choices, addresses, Purpose.ASK, letter.digest_id) if ask else []
    answers = _links(question.choices, addresses, Purpose.PULSE, question.id) if question else []
    titles = list(dict.fromkeys(team.title for team in letter.teams))
    return {
        "title": page.title,
        "summary": page.summary,
        "ask": ask and {"text": ask.text, "why": ask.why, "links": replies},
        "teams": _teams(page),
        "sections": page.sections,
        "closing": page.closing,
        "question": question and {"text": question.text, "links": answers},
        "collaborative": letter.teams[0].collaborative_title,
        "about": wording.list(titles, page.language),
        "stop": addresses.stop(letter.reader.id),
        "often": addresses.of(Purpose.OFTEN, letter.reader.id),
    }


def _links(choices: Sequence[Choice], addresses: Addresses, purpose: Purpose, about: int) -> list[dict[str, str]]:
    if not addresses.base_url:
        return []
    return [{"label": it.text, "url": addresses.of(purpose, about, it.means)} for it in choices]


def _teams(page: DigestPage) -> list[dict[str, Any]]:
    shown, drawn = [], 0
    for team in page.teams:
        picture = None
        if team.chart is not None and drawn < MOST_PICTURES:
            drawn += 1
            picture = {"url": f"cid:{picture_id(drawn)}", "alt": team.chart.alt}
        said = {"title": team.title, "state": team.state, "is_in_need": team.is_in_need, "glance": team.glance}
        shown.append({**said, "lines": team.lines, "picture": picture})
    return shown
