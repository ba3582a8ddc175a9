"""What an employee does on a phone: own hours, absence, groups, several choices, tests, erasure."""

from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
# SQLite keeps moments without their zone.
ZONES = {"sqlite": None, "postgresql": UTC}

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _teams()
    _pdsa_cycles()
    _conversations()
    op.add_column("outbox", sa.Column("thread_id", sa.BigInteger()))
    op.add_column("outbox", sa.Column("file_name", sa.String(length=64)))


def _people() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("quiet_from", sa.Time()))
        people.add_column(sa.Column("quiet_until", sa.Time()))
        people.add_column(sa.Column("working_days", sa.JSON(none_as_null=True)))
        people.add_column(sa.Column("forgotten_at", MOMENT))
        people.add_column(sa.Column("forgotten_hash", sa.String(length=64)))
        people.create_unique_constraint(op.f("uq_people_forgotten_hash"), ["forgotten_hash"])
    op.create_table(
        "absences",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_person_id", "absences", ["person_id"])


def _teams() -> None:
    op.add_column("teams", sa.Column("group_chat_id", sa.BigInteger()))
    op.add_column("teams", sa.Column("group_thread_id", sa.BigInteger()))
    op.create_index("uq_teams_group", "teams", ["group_chat_id", "group_thread_id"], unique=True)
    op.add_column("memberships", sa.Column("thanked_at", MOMENT))
    op.add_column("teams", sa.Column("thanks_at", MOMENT))
    op.create_index("ix_teams_thanks_at", "teams", ["thanks_at"])
    _plan_thanks()


def _plan_thanks() -> None:
    """The night after the end; whoever thanks then works out the hour."""
    ends = sa.column("ends", sa.Date())
    teams = sa.table("teams", sa.column("id"), sa.column("collaborative_id"), sa.column("thanks_at"), ends)
    collaboratives = sa.table("collaboratives", sa.column("id"), sa.column("ends", sa.Date()))
    database = op.get_bind()
    last_day = sa.func.coalesce(teams.c.ends, collaboratives.c.ends, type_=sa.Date())
    of_collaborative = collaboratives.c.id == teams.c.collaborative_id
    found = sa.select(teams.c.id, last_day).select_from(teams.join(collaboratives, of_collaborative))
    for team_id, day in database.execute(found).all():
        night = datetime.combine(day + timedelta(days=1), time(), tzinfo=ZONES[database.dialect.name])
        database.execute(teams.update().where(teams.c.id == team_id).values(thanks_at=sa.literal(night, MOMENT)))


def _pdsa_cycles() -> None:
    op.create_table(
        "pdsa_cycles",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("team_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=False),
        sa.Column("told_id", sa.BigInteger()),
        sa.Column("number", sa.Integer()),
        sa.Column("follows", sa.Integer()),
        sa.Column("phase", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("prediction", sa.Text()),
        sa.Column("scale", sa.String(length=64)),
        sa.Column("planned_end", sa.Date()),
        sa.Column("what_happened", sa.Text()),
        sa.Column("decision", sa.String(length=16)),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ask_at", MOMENT),
        sa.Column("asked_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("draft", sa.JSON(none_as_null=True)),
        sa.Column("screens", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_pdsa_cycles_team_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_pdsa_cycles_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pdsa_cycles")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_pdsa_cycles_team_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pdsa_cycles_person_id", "pdsa_cycles", ["person_id"])
    op.create_index("ix_pdsa_cycles_holder_id", "pdsa_cycles", ["holder_id"])
    op.create_index("ix_pdsa_cycles_ask_at", "pdsa_cycles", ["ask_at"])


def _conversations() -> None:
    with op.batch_alter_table("conversations") as conversations:
        conversations.alter_column("person_id", existing_type=ROW_ID, nullable=True)
        conversations.add_column(sa.Column("draft", sa.JSON(none_as_null=True)))
        conversations.add_column(sa.Column("later_at", MOMENT))
        conversations.add_column(sa.Column("comes_at", MOMENT))
    nobody = sa.text("person_id IS NULL")
    op.create_index(
        "uq_conversations_group",
        "conversations",
        ["check_in_id"],
        unique=True,
        sqlite_where=nobody,
        postgresql_where=nobody,
    )
    op.create_index("ix_conversations_later_at", "conversations", ["later_at"])
