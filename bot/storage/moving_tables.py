"""The tables of a team's way through its model: what is in place, which steps are open, and what was proposed."""

from sqlalchemy import Boolean, Column, String, Table, Text

from bot.storage.columns import metadata, moment, refers, row_id

# What a facilitator said of a piece of gate evidence; the newest row holds, above what the team answered.
evidence = Table(
    "evidence",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    Column("evidence", String(64), nullable=False),
    Column("in_place", Boolean, nullable=False),
    Column("by", String(64), nullable=False),
    moment("at", nullable=False),
)

# Steps that were opened beside the current one, skipped with a reason, or taken up again; the newest row holds.
step_moves = Table(
    "step_moves",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    Column("step", String(64), nullable=False),
    # open, skipped, usual
    Column("state", String(16), nullable=False),
    Column("by", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    moment("at", nullable=False),
)

# A proposal that the team goes on: by the bot to the facilitator, or by the facilitator to the team.
proposals = Table(
    "proposals",
    metadata,
    row_id(),
    refers("team_id", "teams", index=True),
    Column("from_phase", String(64), nullable=False),
    Column("to_phase", String(64), nullable=False),
    # Whoever proposed it to the team; empty where the bot proposed it to the facilitator.
    Column("by", String(64)),
    # open, moved, stayed, withdrawn
    Column("state", String(16), nullable=False),
    moment("at", nullable=False),
    Column("answered_by", String(64)),
    moment("answered_at"),
)
