"""The tables of stalls: cases with what became of them, who was told, and the pauses that were agreed on."""

from sqlalchemy import Column, Date, Index, String, Table, UniqueConstraint

from bot.storage.columns import data, metadata, moment, refers, row_id

stalls = Table(
    "stalls",
    metadata,
    row_id(),
    refers("team_id", "teams"),
    Column("kind", String(16), nullable=False),
    data("reasons"),
    # Who is told and in which order, copied when the case opens: later changes touch later cases only.
    data("chain"),
    moment("opened_at", nullable=False),
    moment("noticed_at", nullable=False),
    # When somebody is to be told; empty once the message is decided.
    moment("alert_at"),
    moment("alerted_at"),
    moment("acknowledged_at"),
    Column("acknowledged_by", String(64)),
    moment("escalated_at"),
    moment("closed_at"),
    Column("closed_because", String(32)),
    Index("ix_stalls_alert_at", "alert_at"),
    Index(
        "uq_stalls_open",
        "team_id",
        "kind",
        unique=True,
        sqlite_where=Column("closed_at").is_(None),
        postgresql_where=Column("closed_at").is_(None),
    ),
)

# Every change of a case, from its opening to its end; cases are never rewritten.
stall_moves = Table(
    "stall_moves",
    metadata,
    row_id(),
    refers("stall_id", "stalls", index=True),
    moment("at", nullable=False),
    # opened, reasons, alerted, acknowledged, snoozed, escalated, closed
    Column("move", String(16), nullable=False),
    # Whoever did it; empty where the bot did.
    Column("by", String(64)),
    data("detail"),
)

# The cases that an alert speaks of: one, or several where they are told as a list.
alert_cases = Table(
    "alert_cases",
    metadata,
    row_id(),
    refers("outbox_id", "outbox"),
    refers("stall_id", "stalls", index=True),
    UniqueConstraint("outbox_id", "stall_id"),
)

# Days on which a team rests by agreement, both ends included. Past ones stay: they count in its working time.
pauses = Table(
    "pauses",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    moment("agreed_at", nullable=False),
    Column("by", String(64)),
)
