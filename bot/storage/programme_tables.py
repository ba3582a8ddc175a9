"""The tables of a programme: collaboratives, sessions, people, teams and who is what to whom."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from bot.storage.columns import data, metadata, moment, refers, row_id

collaboratives = Table(
    "collaboratives",
    metadata,
    row_id(),
    Column("slug", String(64), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("model", String(64), nullable=False),
    Column("schedule", String(64), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("holidays", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    # The programme as last applied, so that the next apply carries over only what differs from it.
    data("applied"),
    moment("applied_at", nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    row_id(),
    refers("collaborative_id", "collaboratives"),
    Column("slug", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("on_date", Date, nullable=False),
    # When its facilitators get the brief; empty once they have, or where it is too late for one.
    moment("brief_at"),
    UniqueConstraint("collaborative_id", "slug"),
    Index("ix_sessions_brief_at", "brief_at"),
)

closures = Table(
    "closures",
    metadata,
    row_id(),
    refers("collaborative_id", "collaboratives", index=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("title", Text, nullable=False),
)

people = Table(
    "people",
    metadata,
    row_id(),
    Column("slug", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("language", String(8)),
    Column("zone", String(64)),
    Column("email", Text),
    # Set where the mailbox refuses what is sent to it.
    moment("mail_refused_at"),
    Column("chat_id", BigInteger, unique=True),
    moment("joined_at"),
    # Set where the chat is closed to us: blocked, deactivated, or unknown to the channel.
    moment("gone_at"),
    # A person's own hours of rest, in the place of the schedule's; both or neither.
    Column("quiet_from", Time),
    Column("quiet_until", Time),
    # The weekdays on which the person works, Monday as 0; empty where the team's days hold.
    data("working_days", nullable=True),
    # Set where everything about the person was erased; the hash keeps a programme file from bringing them back.
    moment("forgotten_at"),
    Column("forgotten_hash", String(64), unique=True),
)

# Days on which a person is away, both ends included. Past ones stay: they count in the team's working time.
absences = Table(
    "absences",
    metadata,
    row_id(),
    refers("person_id", "people", index=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
)

teams = Table(
    "teams",
    metadata,
    row_id(),
    refers("collaborative_id", "collaboratives"),
    Column("slug", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("phase", String(64), nullable=False),
    Column("zone", String(64)),
    Column("schedule", String(64)),
    Column("starts", Date),
    Column("ends", Date),
    Column("quorum", String(16), nullable=False),
    Column("reporter", String(64)),
    moment("first_applied_at", nullable=False),
    moment("removed_at"),
    # The next check-in, computed ahead: its day on the grid, the day it is shifted to, and the moment.
    Column("next_grid_on", Date),
    Column("next_on", Date),
    Column("next_merged", Boolean, nullable=False),
    moment("next_due_at"),
    # The first check-in asked since the last sign of life, and when the silence since then is a stall.
    moment("waiting_since"),
    moment("silent_at"),
    # When a team that nobody has joined is never started; empty once somebody has.
    moment("never_started_at"),
    moment("last_sign_at"),
    # When to look anew whether the team is stuck or out of reach: what that depends on has changed.
    moment("look_at"),
    # When the members are thanked, after the end of the programme.
    moment("thanks_at"),
    # The group in which the team is asked, and the topic in it; empty where each member is asked in private.
    Column("group_chat_id", BigInteger),
    Column("group_thread_id", BigInteger),
    UniqueConstraint("collaborative_id", "slug"),
    Index("uq_teams_group", "group_chat_id", "group_thread_id", unique=True),
    Index("ix_teams_next_due_at", "next_due_at"),
    Index("ix_teams_silent_at", "silent_at"),
    Index("ix_teams_never_started_at", "never_started_at"),
    Index("ix_teams_look_at", "look_at"),
    Index("ix_teams_thanks_at", "thanks_at"),
)

memberships = Table(
    "memberships",
    metadata,
    row_id(),
    refers("team_id", "teams"),
    refers("person_id", "people", index=True),
    Column("role", String(16), nullable=False),
    # The place in the file's list: the order in which facilitators are told.
    Column("place", Integer, nullable=False),
    moment("left_at"),
    moment("removed_at"),
    # When the person was thanked at the end of the programme, or of their part in it.
    moment("thanked_at"),
    UniqueConstraint("team_id", "person_id", "role"),
)

owners = Table(
    "owners",
    metadata,
    row_id(),
    refers("collaborative_id", "collaboratives"),
    refers("person_id", "people", index=True),
    Column("place", Integer, nullable=False),
    moment("removed_at"),
    UniqueConstraint("collaborative_id", "person_id"),
)

measures = Table(
    "measures",
    metadata,
    row_id(),
    refers("team_id", "teams"),
    Column("slug", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("unit", String(32), nullable=False),
    Column("direction", String(8)),
    Column("goal", Float),
    Column("every", String(16), nullable=False),
    Column("owner", String(64)),
    # By which chart rules it is judged.
    Column("rules", String(8), nullable=False),
    # The last day whose points belong to the baseline; empty while it is not frozen.
    Column("baseline_until", Date),
    moment("removed_at"),
    UniqueConstraint("team_id", "slug"),
)

invites = Table(
    "invites",
    metadata,
    row_id(),
    Column("code_hash", String(64), nullable=False, unique=True),
    refers("person_id", "people", nullable=True, index=True),
    refers("team_id", "teams", nullable=True, index=True),
    moment("made_at", nullable=False),
    moment("expires_at", nullable=False),
    moment("used_at"),
    moment("revoked_at"),
)

phase_moves = Table(
    "phase_moves",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    Column("from_phase", String(64)),
    Column("to_phase", String(64), nullable=False),
    moment("at", nullable=False),
    Column("by", String(64)),
    Column("reason", Text, nullable=False),
)
