"""The tables of the facilitator's work: what is written, agreed and asked between facilitators, teams and managers."""

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, String, Table, Text, UniqueConstraint

from bot.storage.columns import data, metadata, moment, refers, row_id

# A text that somebody was asked for outside the check-ins: what for, and what they wrote while it is not kept yet.
writings = Table(
    "writings",
    metadata,
    row_id(),
    refers("person_id", "people", index=True),
    refers("team_id", "teams", nullable=True),
    Column("purpose", String(24), nullable=False),
    data("about"),
    # asked, drafted, done, dropped
    Column("state", String(16), nullable=False),
    Column("draft", Text),
    Column("message_id", BigInteger),
    moment("asked_at", nullable=False),
    moment("closed_at"),
)

# What facilitators note about a team, or about one of its cases. A person who is forgotten takes their words along.
notes = Table(
    "notes",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    refers("stall_id", "stalls", nullable=True),
    refers("person_id", "people", index=True),
    moment("at", nullable=False),
    Column("text", Text, nullable=False),
)

# What facilitators and teams write to one another.
team_messages = Table(
    "team_messages",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    refers("person_id", "people", index=True),
    # False where a member answers; then `answers_id` is the message that is answered.
    Column("to_team", Boolean, nullable=False),
    refers("answers_id", "team_messages", nullable=True),
    refers("stall_id", "stalls", nullable=True),
    moment("at", nullable=False),
    Column("text", Text, nullable=False),
)

# What a team is to have done before a gathering, or without one before its next check-ins.
homework = Table(
    "homework",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    refers("session_id", "sessions", nullable=True),
    refers("person_id", "people", index=True),
    Column("text", Text, nullable=False),
    moment("given_at", nullable=False),
    # open, done, dropped
    Column("state", String(16), nullable=False),
    moment("closed_at"),
)

# How far a team has come as its facilitator sees it, from 0.5 to 5; the team's own score is an answer of its check-in.
scores = Table(
    "scores",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    refers("person_id", "people", index=True),
    Column("score", Float, nullable=False),
    Column("reason", Text),
    moment("at", nullable=False),
)

# When a facilitator or a manager is next asked how they see their teams, by what they are asked about.
askings = Table(
    "askings",
    metadata,
    row_id(),
    refers("collaborative_id", "collaboratives"),
    refers("person_id", "people", index=True),
    Column("what", String(16), nullable=False),
    moment("due_at"),
    UniqueConstraint("collaborative_id", "person_id", "what"),
    Index("ix_askings_due_at", "due_at"),
)

# Whether a manager has asked a team about its work: what they said themselves. Shown to facilitators only.
pulses = Table(
    "pulses",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    refers("person_id", "people", index=True),
    moment("asked_at", nullable=False),
    moment("answered_at"),
    Column("value", String(16)),
)

# What a manager says about the conditions before a team starts. It refuses nothing.
readiness = Table(
    "readiness",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    refers("person_id", "people", index=True),
    Column("question", String(64), nullable=False),
    Column("value", String(16), nullable=False),
    moment("at", nullable=False),
)

# A team's tip to the others at a step: it waits for a facilitator's yes.
tips = Table(
    "tips",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    refers("person_id", "people", index=True),
    Column("step", String(64), nullable=False),
    Column("text", Text, nullable=False),
    # Whether the team may be named.
    Column("named", Boolean, nullable=False),
    # waiting, published, declined
    Column("state", String(16), nullable=False),
    moment("made_at", nullable=False),
    moment("decided_at"),
    Column("decided_by", String(64)),
)

tip_offers = Table(
    "tip_offers",
    metadata,
    row_id(),
    refers("tip_id", "tips"),
    refers("team_id", "teams", index=True),
    moment("at", nullable=False),
    Column("useful", Boolean),
    UniqueConstraint("tip_id", "team_id"),
)

# What waits for a facilitator's decision or eye: told once, at most one message a day, and gone when it is done.
matters = Table(
    "matters",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    # proposal, tip, readiness, score_gap, pulse_gap
    Column("kind", String(24), nullable=False),
    # The row that it is about, in the table of its kind.
    Column("about_id", BigInteger, nullable=False),
    moment("at", nullable=False),
    # When somebody is to be told, or the message that told of it is to say that it is done; empty once that is decided.
    moment("tell_at"),
    moment("told_at"),
    moment("done_at"),
    # The message in which somebody was told.
    refers("outbox_id", "outbox", nullable=True, index=True),
    UniqueConstraint("kind", "about_id"),
    Index("ix_matters_tell_at", "tell_at"),
)
