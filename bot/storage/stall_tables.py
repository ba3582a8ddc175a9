"""The tables of stalls: cases with what became of them, who was told, and the pauses that were agreed on."""

from sqlalchemy import JSON, BigInteger, Column, Date, Index, Integer, String, Table, UniqueConstraint

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
    # When the case goes on by itself: to the next of the chain, or away from who took it and gives no sign.
    moment("moves_on_at"),
    # Whom the newest alert was for, and who was told and passed over since, by their ids.
    Column("told_id", BigInteger),
    Column("passed", JSON(none_as_null=True), nullable=False, default=list),
    moment("escalated_at"),
    # Counted up with every change that a button of an alert may depend on.
    Column("version", Integer, nullable=False, default=0),
    moment("closed_at"),
    Column("closed_because", String(32)),
    Index("ix_stalls_alert_at", "alert_at"),
    Index("ix_stalls_moves_on_at", "moves_on_at"),
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
    # opened, reasons, alerted, acknowledged, lapsed, sent, snoozed, escalated, handed_on, closed
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
