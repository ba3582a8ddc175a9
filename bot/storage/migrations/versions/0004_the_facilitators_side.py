"""The facilitator's side: cases that go on by themselves, what is written and agreed, and a team's way on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NOBODY_PASSED = sa.text("'[]'")

# Whoever took it, or else was told last.
HAS_IT = """
UPDATE stalls SET told_id = coalesce(
    (SELECT people.id FROM people WHERE people.slug = stalls.acknowledged_by),
    (
        SELECT outbox.person_id FROM outbox JOIN alert_cases ON alert_cases.outbox_id = outbox.id
        WHERE alert_cases.stall_id = stalls.id AND outbox.state = 'sent' AND outbox.person_id IS NOT NULL
        ORDER BY outbox.id DESC LIMIT 1
    )
) WHERE closed_at IS NULL
"""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _stalls()
    op.add_column("measures", sa.Column("baseline_until", sa.Date()))
    _writings()
    _between_people()
    _asked_of_people()
    _tips()
    _way_through_the_model()


def _stalls() -> None:
    with op.batch_alter_table("stalls") as stalls:
        stalls.add_column(sa.Column("moves_on_at", MOMENT))
        stalls.add_column(sa.Column("told_id", sa.BigInteger()))
        stalls.add_column(sa.Column("passed", sa.JSON(none_as_null=True), nullable=False, server_default=NOBODY_PASSED))
        stalls.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    # The defaults were for the rows that are there.
    with op.batch_alter_table("stalls") as stalls:
        stalls.alter_column("passed", server_default=None)
        stalls.alter_column("version", server_default=None)
    op.create_index("ix_stalls_moves_on_at", "stalls", ["moves_on_at"])
    # A case that is open goes on from where it is: when, is reckoned by the first look at it.
    op.execute("UPDATE stalls SET moves_on_at = coalesce(acknowledged_at, alerted_at) WHERE closed_at IS NULL")
    op.execute(HAS_IT)


def _writings() -> None:
    _table(
        "writings",
        _to("people", "person_id"),
        _to("teams", "team_id", nullable=True),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("about", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("draft", sa.Text()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        indexes=["person_id"],
    )


def _between_people() -> None:
    _table(
        "notes",
        _to("teams", "team_id"),
        _to("stalls", "stall_id", nullable=True),
        _to("people", "person_id"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        indexes=["team_id", "person_id"],
    )
    _table(
        "team_messages",
        _to("teams", "team_id"),
        _to("people", "person_id"),
        sa.Column("to_team", sa.Boolean(), nullable=False),
        _to("team_messages", "answers_id", nullable=True),
        _to("stalls", "stall_id", nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        indexes=["team_id", "person_id"],
    )
    _table(
        "homework",
        _to("teams", "team_id"),
        _to("sessions", "session_id", nullable=True),
        _to("people", "person_id"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("closed_at", MOMENT),
        indexes=["team_id", "person_id"],
    )
    _table(
        "matters",
        _to("teams", "team_id"),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("tell_at", MOMENT),
        sa.Column("told_at", MOMENT),
        sa.Column("done_at", MOMENT),
        _to("outbox", "outbox_id", nullable=True),
        unique=["kind", "about_id"],
        indexes=["team_id", "tell_at", "outbox_id"],
    )


def _asked_of_people() -> None:
    _table(
        "scores",
        _to("teams", "team_id"),
        _to("people", "person_id"),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("at", MOMENT, nullable=False),
        indexes=["team_id", "person_id"],
    )
    _table(
        "askings",
        _to("collaboratives", "collaborative_id"),
        _to("people", "person_id"),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("due_at", MOMENT),
        unique=["collaborative_id", "person_id", "what"],
        indexes=["person_id", "due_at"],
    )
    _table(
        "pulses",
        _to("teams", "team_id"),
        _to("people", "person_id"),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("value", sa.String(length=16)),
        indexes=["team_id", "person_id"],
    )
    _table(
        "readiness",
        _to("teams", "team_id"),
        _to("people", "person_id"),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        indexes=["team_id", "person_id"],
    )


def _tips() -> None:
    _table(
        "tips",
        _to("teams", "team_id"),
        _to("people", "person_id"),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("decided_by", sa.String(length=64)),
        indexes=["team_id", "person_id"],
    )
    _table(
        "tip_offers",
        _to("tips", "tip_id"),
        _to("teams", "team_id"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("useful", sa.Boolean()),
        unique=["tip_id", "team_id"],
        indexes=["team_id"],
    )


def _way_through_the_model() -> None:
    _table(
        "evidence",
        _to("teams", "team_id"),
        sa.Column("evidence", sa.String(length=64), nullable=False),
        sa.Column("in_place", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        indexes=["team_id"],
    )
    _table(
        "step_moves",
        _to("teams", "team_id"),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        indexes=["team_id"],
    )
    _table(
        "proposals",
        _to("teams", "team_id"),
        sa.Column("from_phase", sa.String(length=64), nullable=False),
        sa.Column("to_phase", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64)),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answered_by", sa.String(length=64)),
        sa.Column("answered_at", MOMENT),
        indexes=["team_id"],
    )


def _to(table: str, column: str, *, nullable: bool = False) -> tuple[str, sa.Column[Any]]:
    return table, sa.Column(column, ROW_ID, nullable=nullable)


def _table(name: str, *columns: Any, indexes: list[str], unique: list[str] | None = None) -> None:
    parts: list[Any] = [sa.Column("id", ROW_ID, autoincrement=True, nullable=False)]
    for it in columns:
        if not isinstance(it, tuple):
            parts.append(it)
            continue
        table, column = it
        key = op.f(f"fk_{name}_{column.name}")
        parts += [column, sa.ForeignKeyConstraint([column.name], [f"{table}.id"], name=key, ondelete="CASCADE")]
    parts.append(sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))
    if unique:
        parts.append(sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}")))
    op.create_table(name, *parts)
    for column_name in indexes:
        op.create_index(f"ix_{name}_{column_name}", name, [column_name])
