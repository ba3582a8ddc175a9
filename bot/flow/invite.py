"""Join links: random codes, each shown once and kept as a hash."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import MellomError
from bot.flow.door import hash_of
from bot.flow.house import House
from bot.storage import audit, invites, people, teams
from bot.storage import programme as rows
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

GOOD_FOR = timedelta(days=30)
# 192 bits: beyond guessing, and 32 characters of the alphabet that a link may hold.
CODE_BYTES = 24


@dataclass(frozen=True, slots=True)
class Invite:
    """A link as it is handed out; a team's own has no person."""

    person: str | None
    team: list[str]
    role: list[str]
    code: str
    url: str
    group_url: str | None
    expires_at: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A link that is good for nothing until it is kept; a team's own has no person."""

    invite: Invite
    person_id: int | None
    team: TeamRow | None
    expires_at: datetime


async def invite(
    house: House, bot_name: str, now: datetime, *, collaborative: str | None = None, person: str | None = None
) -> list[Invite]:
    """New links for everybody who has not joined and for each team, or one for this person, joined or not."""
    async with house.db.write() as tx:
        prepared = await _prepared(tx, bot_name, now, collaborative, person)
        await _keep(tx, prepared, now)
    return [it.invite for it in prepared]


async def prepare(house: House, bot_name: str, now: datetime, *, collaborative: str | None = None) -> list[Prepared]:
    """The links that `invite` would make, for those who have something to do before they are good."""
    async with house.db.read() as tx:
        return await _prepared(tx, bot_name, now, collaborative, None)


async def keep(house: House, prepared: Sequence[Prepared], now: datetime) -> None:
    """Make these links good, all of them or none."""
    async with house.db.write() as tx:
        await _keep(tx, prepared, now)


async def revoke(house: House, team: str, now: datetime) -> int:
    """End every link of this team; how many were still good."""
    async with house.db.write() as tx:
        found = [
            it
            for row_id in (await rows.collaborative_ids(tx)).values()
            for it in await teams.teams_of(tx, row_id)
            if team in (it.slug, f"{it.collaborative}/{it.slug}")
        ]
        if len(found) != 1:
            what = "no team" if not found else "more than one team"
            raise MellomError(f"there is {what} called {team}; name it as COLLABORATIVE/TEAM, as the file does")
        await audit.note(tx, now, "system", "revoke_invites", found[0].slug)
        return await invites.revoke_team_invites(tx, found[0].id, now)


async def _keep(tx: Tx, prepared: Sequence[Prepared], now: datetime) -> None:
    for it in prepared:
        team_id = it.team.id if it.team else None
        await invites.add_invite(
            tx, hash_of(it.invite.code), person_id=it.person_id, team_id=team_id, now=now, expires_at=it.expires_at
        )


async def _prepared(
    tx: Tx, bot_name: str, now: datetime, collaborative: str | None, person: str | None
) -> list[Prepared]:
    if person is not None:
        return [await _for_person(tx, bot_name, await _known_person(tx, person), now)]
    seen: set[int] = set()
    chosen = await _chosen(tx, collaborative)
    return [it for row_id in chosen for it in await _for_collaborative(tx, bot_name, row_id, seen, now)]


async def _chosen(tx: Tx, collaborative: str | None) -> list[int]:
    known = await rows.collaborative_ids(tx)
    if collaborative is None:
        return list(known.values())
    if collaborative not in known:
        raise MellomError(f"there is no collaborative called {collaborative}; there are: {', '.join(known) or 'none'}")
    return [known[collaborative]]


async def _known_person(tx: Tx, slug: str) -> PersonRow:
    person = await people.person_by_slug(tx, slug)
    if person is None or person.forgotten_at is not None:
        raise MellomError(f"there is no person called {slug}; use the id that stands in the programme file")
    return person


async def _for_collaborative(
    tx: Tx, bot_name: str, collaborative_id: int, seen: set[int], now: datetime
) -> list[Prepared]:
    made: list[Prepared] = []
    for person in await people.people_of_collaborative(tx, collaborative_id):
        if person.joined_at is None and person.id not in seen:
            seen.add(person.id)
            made.append(await _for_person(tx, bot_name, person, now))
    return made + [_for_team(bot_name, team) for team in await teams.teams_of(tx, collaborative_id)]


async def _for_person(tx: Tx, bot_name: str, person: PersonRow, now: datetime) -> Prepared:
    roles = await people.roles_of(tx, person.id)
    code, expires = new_code(), now + GOOD_FOR
    titles = {role.team_id: role for role in roles if role.team_id is not None}
    slugs = [(await teams.team_by_id(tx, team_id)).slug for team_id in titles]
    named = list(dict.fromkeys(role.role.value for role in roles))
    made = Invite(person.slug, slugs, named, code, url_of(bot_name, code), None, expires.isoformat())
    return Prepared(made, person.id, None, expires)


def _for_team(bot_name: str, team: TeamRow) -> Prepared:
    code, day_after = new_code(), end_of_team(team)
    made = Invite(
        None, [team.slug], ["member"], code, url_of(bot_name, code), group_url_of(bot_name, code), day_after.isoformat()
    )
    return Prepared(made, None, team, day_after)


def new_code() -> str:
    """A code that nobody can guess."""
    return secrets.token_urlsafe(CODE_BYTES)


def end_of_team(team: TeamRow) -> datetime:
    """Until when the team's own codes are good: to the end of its last day."""
    return datetime.combine(team.ends + timedelta(days=1), time(), tzinfo=ZoneInfo(team.zone)).astimezone(UTC)


def url_of(bot_name: str, code: str) -> str:
    """The link by which a person joins."""
    return f"https://t.me/{bot_name}?start={code}"


def group_url_of(bot_name: str, code: str) -> str:
    """The link by which a team's group is made known."""
    return f"https://t.me/{bot_name}?startgroup={code}"
