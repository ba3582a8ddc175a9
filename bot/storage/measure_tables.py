"""The tables of what teams count: the points of their measures, and what the chart rules made of them."""

from sqlalchemy import Column, Date, Float, Index, String, Table

from bot.storage.columns import data, metadata, moment, refers, row_id

measure_points = Table(
    "measure_points",
    metadata,
    row_id(),
    refers("measure_id", "measures"),
    # The day for which it was counted; for a rare event the day on which it happened.
    Column("on_date", Date, nullable=False),
    # The parts of a share, and the value as it is charted; that of a rare event follows from the one before it.
    Column("numerator", Float),
    Column("denominator", Float),
    Column("value", Float),
    moment("entered_at", nullable=False),
    refers("person_id", "people", nullable=True, index=True),
    Column("source", String(16), nullable=False),
    refers("check_in_id", "check_ins", nullable=True, index=True),
    # Set once it was corrected or taken back: the history stays.
    moment("replaced_at"),
    Index("ix_measure_points_measure_id", "measure_id", "on_date"),
    Index(
        "uq_measure_points_day",
        "measure_id",
        "on_date",
        unique=True,
        sqlite_where=Column("replaced_at").is_(None),
        postgresql_where=Column("replaced_at").is_(None),
    ),
)

judgements = Table(
    "judgements",
    metadata,
    row_id(),
    refers("measure_id", "measures", index=True),
    # The newest point that was judged.
    refers("point_id", "measure_points", index=True),
    moment("judged_at", nullable=False),
    Column("rules", String(8), nullable=False),
    Column("baseline_until", Date),
    data("figures"),
    Column("verdict", String(16), nullable=False),
)

# Numbers that a facilitator sent as a file, until they say which measure they are of and that they are right.
imports = Table(
    "imports",
    metadata,
    row_id(),
    refers("person_id", "people", index=True),
    refers("measure_id", "measures", nullable=True, index=True),
    Column("state", String(16), nullable=False),
    # The rows of the file, emptied when they are kept or not wanted.
    data("rows"),
    moment("sent_at", nullable=False),
    moment("closed_at"),
)

# What signs the links of the installation.
keys = Table(
    "keys",
    metadata,
    row_id(),
    Column("name", String(16), nullable=False, unique=True),
    Column("value", String(64), nullable=False),
)
