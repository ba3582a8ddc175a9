"""Knowing when a team stalls: agreed pauses, what became of a case, alerts about several, and when to look anew."""

import sqlalchemy as sa
from alembic import op

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("check_ins", sa.Column("late_at", MOMENT))
    # The one reminder goes when a team is late; where it has gone the team is late since.
    op.execute("UPDATE check_ins SET late_at = coalesce(remind_at, reminded_at)")
    op.add_column("teams", sa.Column("look_at", MOMENT))
    op.create_index("ix_teams_look_at", "teams", ["look_at"])
    # How the teams stand is looked at once the bot runs again.
    op.execute("UPDATE teams SET look_at = first_applied_at WHERE removed_at IS NULL")
    _pauses()
    _stall_moves()
    _alert_cases()


def _pauses() -> None:
    op.create_table(
        "pauses",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("team_id", ROW_ID, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("agreed_at", MOMENT, nullable=False),
        sa.Column("by", sa.String(length=64)),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_pauses_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_index("ix_pauses_team_id", "pauses", ["team_id"])


def _stall_moves() -> None:
    op.create_table(
        "stall_moves",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("stall_id", ROW_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("move", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64)),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["stall_id"], ["stalls.id"], name=op.f("fk_stall_moves_stall_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stall_moves")),
    )
    op.create_index("ix_stall_moves_stall_id", "stall_moves", ["stall_id"])
    _tell_what_became_of_cases()


def _tell_what_became_of_cases() -> None:
    """The moves of the cases so far, from their columns."""
    stalls = sa.table("stalls", *map(sa.column, ("id", "noticed_at", "alerted_at", "acknowledged_at", "closed_at")))
    why = (
        sa.column("reasons", sa.JSON),
        sa.column("acknowledged_by", sa.String),
        sa.column("closed_because", sa.String),
    )
    moves = sa.table(
        "stall_moves",
        sa.column("stall_id", ROW_ID),
        sa.column("at", MOMENT),
        sa.column("move", sa.String),
        sa.column("by", sa.String),
        sa.column("detail", sa.JSON),
    )
    columns = [stalls.c.id, *(sa.type_coerce(stalls.c[it], MOMENT).label(it) for it in _MOMENTS), *why]
    for row in op.get_bind().execute(sa.select(*columns).select_from(stalls).order_by(stalls.c.id)).mappings().all():
        for name, move in _MOMENTS.items():
            if row[name] is None:
                continue
            details = {"opened": {"reasons": row["reasons"]}, "closed": {"because": row["closed_because"]}}
            by = row["acknowledged_by"] if move == "acknowledged" else None
            values = {"stall_id": row["id"], "at": row[name], "move": move, "by": by}
            op.execute(moves.insert().values(detail=details.get(move, {}), **values))


_MOMENTS = {
    "noticed_at": "opened",
    "alerted_at": "alerted",
    "acknowledged_at": "acknowledged",
    "closed_at": "closed",
}


def _alert_cases() -> None:
    op.create_table(
        "alert_cases",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("outbox_id", ROW_ID, nullable=False),
        sa.Column("stall_id", ROW_ID, nullable=False),
        _to("outbox", "outbox_id"),
        _to("stalls", "stall_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_cases")),
        sa.UniqueConstraint("outbox_id", "stall_id", name=op.f("uq_alert_cases_outbox_id_stall_id")),
    )
    op.create_index("ix_alert_cases_stall_id", "alert_cases", ["stall_id"])
    op.execute(
        "INSERT INTO alert_cases (outbox_id, stall_id) SELECT outbox.id, outbox.subject FROM outbox "
        "JOIN stalls ON stalls.id = outbox.subject WHERE outbox.kind = 'alert'"
    )


def _to(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_alert_cases_{column}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="CASCADE")
