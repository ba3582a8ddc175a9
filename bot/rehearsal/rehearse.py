"""A rehearsal from the files to what it has shown."""

from collections.abc import Callable
from datetime import datetime

from bot.content.content import Content
from bot.domain.behaviour import Behaviour
from bot.domain.outgoing import OutgoingKind
from bot.domain.programme import Programme
from bot.domain.working_time import DateRange
from bot.rehearsal.channel import Received
from bot.rehearsal.engine import Play, play
from bot.rehearsal.played import Arrived, Happened, Played
from bot.rehearsal.promises.check import broken_promises
from bot.rehearsal.promises.given import Given
from bot.rehearsal.span import ending, opening
from bot.storage.asked_now import (
    teams_of_alerts,
    teams_of_conversations,
    teams_of_matters,
    teams_of_memberships,
    teams_of_messages,
    teams_of_proposals,
    teams_of_tests,
)
from bot.storage.chronicle import chronicle
from bot.storage.pauses import pauses_of
from bot.storage.teams import teams_of


async def rehearse(
    programme: Programme, behaviour: Behaviour, content: Content, passed: Callable[[datetime], None] = lambda _: None
) -> Played:
    """Play the whole programme; `passed` hears how far it has come. The same input always gives the same."""
    begins, ends = opening(programme, content), ending(programme)
    playing = await play(programme, behaviour, content, passed)
    try:
        events, arrived, pauses = await _events(playing), await _arrived(playing), await _pauses(playing)
    finally:
        await playing.house.db.close()
    broken = broken_promises(Given(programme, behaviour), arrived)
    return Played(programme, behaviour.seed, begins, ends, events, arrived, broken, pauses)


async def _events(playing: Play) -> tuple[Happened, ...]:
    async with playing.house.db.read() as tx:
        return tuple(Happened(it.at, it.kind, it.team, it.person, it.detail) for it in await chronicle(tx))


async def _arrived(playing: Play) -> tuple[Arrived, ...]:
    async with playing.house.db.read() as tx:
        conversations, tests = await teams_of_conversations(tx), await teams_of_tests(tx)
        alerts, memberships = await teams_of_alerts(tx), await teams_of_memberships(tx)
        written, proposed = await teams_of_messages(tx), await teams_of_proposals(tx)
        waiting = await teams_of_matters(tx)
        slugs = {team.id: team.slug for team in await teams_of(tx, playing.collaborative_id)}

    def team_of(it: Received) -> str | None:
        match it.outgoing.kind:
            case OutgoingKind.ALERT:
                return alerts.get(it.outgoing.key)
            case OutgoingKind.MATTERS:
                return waiting.get(it.outgoing.key)
            case OutgoingKind.MESSAGE:
                return written.get(it.outgoing.subject or 0)
            case OutgoingKind.NEWS | OutgoingKind.HAND_OVER:
                return slugs.get(it.outgoing.subject or 0)
            case OutgoingKind.PROPOSAL:
                return proposed.get(it.outgoing.subject or 0)
            case OutgoingKind.CYCLE:
                return tests.get(it.outgoing.subject or 0)
            case OutgoingKind.THANKS:
                return memberships.get(it.outgoing.subject or 0)
        return conversations.get(it.outgoing.conversation_id or 0)

    return tuple(
        Arrived(
            it.at,
            playing.hands.person_in(it.chat_id),
            it.outgoing.kind,
            it.outgoing.text,
            it.new,
            it.unasked,
            team_of(it),
            it.outgoing.conversation_id,
            tuple(button.data for row in it.outgoing.keyboard for button in row)
            if it.outgoing.kind is not OutgoingKind.MENU
            else (),
            tuple(chart.verdict for chart in it.outgoing.pictures),
        )
        for it in playing.phones.received
    )


async def _pauses(playing: Play) -> dict[str, tuple[DateRange, ...]]:
    async with playing.house.db.read() as tx:
        rested = {team.slug: await pauses_of(tx, team.id) for team in await teams_of(tx, playing.collaborative_id)}
    return {team: days for team, days in rested.items() if days}
