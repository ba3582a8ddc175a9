"""What teams count and how it is judged, the manager's page with one thing to do, and mail."""

from typing import Any

import sqlalchemy as sa
from alembic import op

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NO_PICTURES = sa.text("'[]'")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _with_default("measures", sa.Column("rules", sa.String(length=8), nullable=False, server_default="anhoej"))
    _with_default("readers", sa.Column("every", sa.String(length=12), nullable=False, server_default="weekly"))
    _with_default(
        "outbox", sa.Column("pictures", sa.JSON(none_as_null=True), nullable=False, server_default=NO_PICTURES)
    )
    op.add_column("readers", sa.Column("channel", sa.String(length=8)))
    op.add_column("outbox", sa.Column("document", sa.JSON(none_as_null=True)))
    op.add_column("outbox", sa.Column("mail", sa.JSON(none_as_null=True)))
    op.add_column("people", sa.Column("mail_refused_at", MOMENT))
    _digests()
    _briefs()
    _points()
    _judgements()
    _imports()
    _keys()


def _with_default(table: str, column: sa.Column[Any]) -> None:
    with op.batch_alter_table(table) as altered:
        altered.add_column(column)
    # The default was for the rows that are there.
    with op.batch_alter_table(table) as altered:
        altered.alter_column(column.name, server_default=None)


def _digests() -> None:
    for column in (
        sa.Column("form", sa.String(length=24)),
        sa.Column("fingerprint", sa.String(length=64)),
        sa.Column("ask_team_id", sa.BigInteger()),
        sa.Column("ask_source", sa.String(length=32)),
        sa.Column("ask_name", sa.String(length=64)),
        sa.Column("reply", sa.String(length=16)),
        sa.Column("replied_at", MOMENT),
    ):
        op.add_column("digests", column)


def _briefs() -> None:
    op.add_column("sessions", sa.Column("brief_at", MOMENT))
    op.create_index("ix_sessions_brief_at", "sessions", ["brief_at"])
    # When each brief is due is reckoned by the first look at it.
    applied = "(SELECT applied_at FROM collaboratives WHERE collaboratives.id = sessions.collaborative_id)"
    op.execute(f"UPDATE sessions SET brief_at = {applied}")  # noqa: S608 (words of ours)


def _points() -> None:
    op.create_table(
        "measure_points",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("measure_id", ROW_ID, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("numerator", sa.Float()),
        sa.Column("denominator", sa.Float()),
        sa.Column("value", sa.Float()),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("person_id", ROW_ID),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("check_in_id", ROW_ID),
        sa.Column("replaced_at", MOMENT),
        _to("measure_points", "measure_id", "measures"),
        _to("measure_points", "person_id", "people"),
        _to("measure_points", "check_in_id", "check_ins"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_points")),
    )
    op.create_index("ix_measure_points_measure_id", "measure_points", ["measure_id", "on_date"])
    op.create_index("ix_measure_points_person_id", "measure_points", ["person_id"])
    op.create_index("ix_measure_points_check_in_id", "measure_points", ["check_in_id"])
    stands = sa.text("replaced_at IS NULL")
    op.create_index(
        "uq_measure_points_day",
        "measure_points",
        ["measure_id", "on_date"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("measure_id", ROW_ID, nullable=False),
        sa.Column("point_id", ROW_ID, nullable=False),
        sa.Column("judged_at", MOMENT, nullable=False),
        sa.Column("rules", sa.String(length=8), nullable=False),
        sa.Column("baseline_until", sa.Date()),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        _to("judgements", "measure_id", "measures"),
        _to("judgements", "point_id", "measure_points"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_index("ix_judgements_measure_id", "judgements", ["measure_id"])
    op.create_index("ix_judgements_point_id", "judgements", ["point_id"])


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("measure_id", ROW_ID),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("rows", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        _to("imports", "person_id", "people"),
        _to("imports", "measure_id", "measures"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index("ix_imports_person_id", "imports", ["person_id"])
    op.create_index("ix_imports_measure_id", "imports", ["measure_id"])


def _keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys")),
        sa.UniqueConstraint("name", name=op.f("uq_keys_name")),
    )


def _to(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{referred}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
