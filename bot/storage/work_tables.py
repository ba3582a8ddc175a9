"""The tables of the work: check-ins, conversations, answers, digests, and what comes in and goes out."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.columns import data, metadata, moment, refers, row_id

check_ins = Table(
    "check_ins",
    metadata,
    row_id(),
    refers("team_id", "teams"),
    Column("grid_on", Date, nullable=False),
    Column("phase", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    # What is asked, fixed when it is asked: question id, version and step.
    data("questions"),
    moment("due_at", nullable=False),
    moment("asked_at"),
    moment("answered_at"),
    # When the team is late with it, as long as it is not answered.
    moment("late_at"),
    moment("remind_at"),
    moment("reminded_at"),
    moment("close_at"),
    moment("closed_at"),
    # A team has one check-in a day on its grid, whatever the clock or a second process does.
    UniqueConstraint("team_id", "grid_on"),
    Index("ix_check_ins_remind_at", "remind_at"),
    Index("ix_check_ins_close_at", "close_at"),
)

conversations = Table(
    "conversations",
    metadata,
    row_id(),
    refers("check_in_id", "check_ins"),
    # Empty where the whole team is asked in its group.
    refers("person_id", "people", nullable=True, index=True),
    Column("message_id", BigInteger),
    Column("position", Integer, nullable=False),
    Column("stage", String(16), nullable=False),
    # How often a screen was decided: the running number in the screen's key.
    Column("screens", Integer, nullable=False),
    moment("pressed_at"),
    moment("reminded_at"),
    # What is on the way to become an answer: choices ticked so far, or a text that was asked back.
    data("draft", nullable=True),
    # When the person wants to be asked again.
    moment("later_at"),
    # When it may reach its reader, in their hours; it counts in the budget of that week.
    moment("comes_at"),
    UniqueConstraint("check_in_id", "person_id"),
    Index(
        "uq_conversations_group",
        "check_in_id",
        unique=True,
        sqlite_where=Column("person_id").is_(None),
        postgresql_where=Column("person_id").is_(None),
    ),
    Index("ix_conversations_later_at", "later_at"),
)

answers = Table(
    "answers",
    metadata,
    row_id(),
    refers("check_in_id", "check_ins", index=True),
    refers("team_id", "teams", index=True),
    refers("person_id", "people", index=True),
    Column("question", String(64), nullable=False),
    Column("question_version", Integer, nullable=False),
    Column("phase", String(64), nullable=False),
    Column("step", String(64)),
    Column("about", String(16), nullable=False),
    Column("wording", Text, nullable=False),
    data("value"),
    moment("asked_at", nullable=False),
    moment("answered_at", nullable=False),
    Column("late", Boolean, nullable=False),
    Column("source", String(16), nullable=False),
)

# A small test of a change (plan, do, study, act), from what was expected to what was decided.
pdsa_cycles = Table(
    "pdsa_cycles",
    metadata,
    row_id(),
    refers("team_id", "teams"),
    refers("person_id", "people", index=True),
    # In whose chat it stands, and whose words "what happened" are. No references: nobody else's test goes with them.
    Column("holder_id", BigInteger, nullable=False, index=True),
    Column("told_id", BigInteger),
    # Counted in the team, from 1; empty until it is saved.
    Column("number", Integer),
    # The number of the team's test that this one goes on from.
    Column("follows", Integer),
    Column("phase", String(64), nullable=False),
    Column("step", String(64), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("prediction", Text),
    Column("scale", String(64)),
    Column("planned_end", Date),
    Column("what_happened", Text),
    Column("decision", String(16)),
    # When it was saved; of a half-made one when it was begun.
    moment("started_at", nullable=False),
    # When it is asked what happened; empty before the end is planned and once it was asked.
    moment("ask_at"),
    moment("asked_at"),
    moment("closed_at"),
    Column("message_id", BigInteger),
    # A text that was asked back.
    data("draft", nullable=True),
    Column("screens", Integer, nullable=False),
    UniqueConstraint("team_id", "number"),
    Index("ix_pdsa_cycles_ask_at", "ask_at"),
    # A button names its test for ever, so the number of one that was erased is not given again.
    sqlite_autoincrement=True,
)

readers = Table(
    "readers",
    metadata,
    row_id(),
    refers("collaborative_id", "collaboratives"),
    refers("person_id", "people"),
    # How often, and by which way: chat, mail, both, or empty for the way on which they can be reached.
    Column("every", String(12), nullable=False),
    Column("channel", String(8)),
    # The Monday whose digest comes next, and when.
    Column("next_week", Date),
    moment("next_due_at"),
    UniqueConstraint("collaborative_id", "person_id"),
    Index("ix_readers_next_due_at", "next_due_at"),
)

digests = Table(
    "digests",
    metadata,
    row_id(),
    refers("collaborative_id", "collaboratives"),
    refers("person_id", "people"),
    Column("week", String(8), nullable=False),
    Column("channel", String(16), nullable=False),
    moment("decided_at", nullable=False),
    moment("sent_at"),
    # Which kind of week it told of, and a fingerprint of what it said, so that none comes twice.
    Column("form", String(24)),
    Column("fingerprint", String(64)),
    # The one thing to do: for which team, from which source, under which name, and what became of it.
    Column("ask_team_id", BigInteger),
    Column("ask_source", String(32)),
    Column("ask_name", String(64)),
    Column("reply", String(16)),
    moment("replied_at"),
    UniqueConstraint("collaborative_id", "person_id", "week"),
)

inbox = Table(
    "inbox",
    metadata,
    row_id(),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    # Emptied when the update is handled.
    data("payload", nullable=True),
    Column("masked", Boolean, nullable=False),
    moment("received_at", nullable=False),
    moment("handled_at"),
    Column("tries", Integer, nullable=False),
    moment("retry_at"),
    moment("failed_at"),
    UniqueConstraint("bot_id", "update_id"),
    Index(
        "ix_inbox_waiting",
        "id",
        sqlite_where=Column("handled_at").is_(None),
        postgresql_where=Column("handled_at").is_(None),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    Column("key", String(128), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("lane", String(8), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    # The topic of a group.
    Column("thread_id", BigInteger),
    refers("person_id", "people", nullable=True, index=True),
    refers("conversation_id", "conversations", nullable=True, index=True),
    Column("message_id", BigInteger),
    Column("fresh", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    # Set where the text goes out as a file.
    Column("file_name", String(64)),
    # What stands in the file where that is no plain text, written as it leaves.
    data("document", nullable=True),
    # Charts as finished words and numbers, drawn as they leave.
    data("pictures"),
    # Set where it goes by mail instead of a chat: to whom, under which subject, and its HTML.
    data("mail", nullable=True),
    data("keyboard"),
    Column("subject", BigInteger),
    Column("repeated_note", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("why", Text, nullable=False),
    moment("decided_at", nullable=False),
    moment("not_before"),
    moment("expires_at"),
    moment("claimed_at"),
    moment("settled_at"),
    Index("ix_outbox_waiting", "state", "lane", "id"),
)

audit = Table(
    "audit",
    metadata,
    row_id(),
    moment("at", nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(160), nullable=False),
    data("detail"),
)

# One row: the last moment at which the process lived and reached the Bot API.
heartbeat = Table("heartbeat", metadata, row_id(), moment("alive_at", nullable=False))

outages = Table("outages", metadata, row_id(), moment("began_at", nullable=False), moment("ended_at", nullable=False))
