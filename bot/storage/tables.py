"""All tables under one name."""

from bot.storage.columns import metadata
from bot.storage.programme_tables import (
    closures,
    collaboratives,
    invites,
    measures,
    memberships,
    owners,
    people,
    phase_moves,
    sessions,
    teams,
)
from bot.storage.work_tables import (
    answers,
    audit,
    check_ins,
    conversations,
    digests,
    heartbeat,
    inbox,
    outages,
    outbox,
    readers,
    stalls,
)

__all__ = [
    "answers",
    "audit",
    "check_ins",
    "closures",
    "collaboratives",
    "conversations",
    "digests",
    "heartbeat",
    "inbox",
    "invites",
    "measures",
    "memberships",
    "metadata",
    "outages",
    "outbox",
    "owners",
    "people",
    "phase_moves",
    "readers",
    "sessions",
    "stalls",
    "teams",
]
