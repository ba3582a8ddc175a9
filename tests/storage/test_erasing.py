"""Every column in which somebody could stand is known to whoever erases them."""

from sqlalchemy import JSON, BigInteger, Column, String, Text

from bot.storage.tables import metadata

# What erasing deletes or empties, or hands to the stub.
ERASED = {
    "absences.person_id", "answers.person_id", "answers.value", "audit.actor", "audit.subject", "audit.detail",
    "collaboratives.applied", "conversations.person_id", "conversations.draft", "conversations.message_id",
    "digests.person_id", "inbox.chat_id", "inbox.payload", "invites.person_id", "measures.owner",
    "memberships.person_id", "outbox.person_id", "outbox.chat_id", "outbox.text", "outbox.keyboard",
    "outbox.message_id", "outbox.why", "outbox.repeated_note", "owners.person_id", "pauses.by",
    "pdsa_cycles.person_id",
    "pdsa_cycles.holder_id", "pdsa_cycles.told_id", "pdsa_cycles.prediction", "pdsa_cycles.what_happened",
    "pdsa_cycles.draft", "pdsa_cycles.message_id", "people.slug", "people.name", "people.language", "people.zone",
    "people.email", "people.chat_id", "people.working_days", "people.forgotten_hash", "phase_moves.by",
    "phase_moves.reason", "readers.person_id", "stall_moves.by", "stall_moves.detail",
    "stalls.acknowledged_by", "stalls.reasons", "teams.reporter",
    "answers.wording", "askings.person_id", "evidence.by", "homework.person_id", "homework.text", "notes.person_id",
    "notes.text", "proposals.by", "proposals.answered_by", "pulses.person_id", "readiness.person_id",
    "scores.person_id", "scores.reason", "step_moves.by", "step_moves.reason", "team_messages.person_id",
    "team_messages.text", "tips.person_id", "tips.text", "tips.decided_by", "writings.person_id", "writings.about",
    "writings.draft", "writings.message_id", "measure_points.person_id", "outbox.mail", "outbox.pictures",
    "outbox.document", "imports.person_id", "imports.rows",
}  # fmt: skip
# Ids of rows and words of ours: nobody can be told by them.
HARMLESS = {
    "answers.question", "answers.phase", "answers.step", "answers.about", "answers.source",
    "audit.action", "check_ins.phase", "check_ins.state", "check_ins.questions", "closures.title",
    "collaboratives.slug", "collaboratives.title", "collaboratives.model", "collaboratives.schedule",
    "collaboratives.zone", "collaboratives.holidays", "collaboratives.language", "conversations.stage", "digests.week",
    "digests.channel", "inbox.bot_id", "inbox.update_id", "invites.code_hash", "measures.slug", "measures.title",
    "measures.kind", "measures.unit", "measures.direction", "measures.every", "memberships.role", "outbox.key",
    "outbox.kind", "outbox.lane", "outbox.thread_id", "outbox.file_name", "outbox.subject", "outbox.state",
    "pdsa_cycles.phase", "pdsa_cycles.step", "pdsa_cycles.stage", "pdsa_cycles.scale", "pdsa_cycles.decision",
    "phase_moves.from_phase", "phase_moves.to_phase", "sessions.slug", "sessions.title", "stalls.kind", "stalls.chain",
    "stalls.closed_because", "stall_moves.move", "stalls.told_id", "stalls.passed", "askings.what",
    "evidence.evidence", "homework.state", "matters.kind", "matters.about_id", "proposals.from_phase",
    "proposals.to_phase", "proposals.state", "pulses.value", "readiness.question", "readiness.value",
    "step_moves.step", "step_moves.state", "tips.step", "tips.state", "writings.purpose", "writings.state",
    "teams.slug", "teams.title", "teams.phase", "teams.zone", "teams.schedule", "teams.quorum",
    "teams.group_chat_id", "teams.group_thread_id", "measures.rules", "measure_points.source", "judgements.rules",
    "judgements.figures", "judgements.verdict", "keys.name", "keys.value", "readers.every", "readers.channel",
    "digests.form", "digests.fingerprint", "digests.ask_team_id", "digests.ask_source", "digests.ask_name",
    "digests.reply", "imports.state",
}  # fmt: skip


def may_name_somebody(column: Column[object]) -> bool:
    if column.primary_key:
        return False
    to_people = any(key.column.table.name == "people" for key in column.foreign_keys)
    return to_people or (not column.foreign_keys and isinstance(column.type, String | Text | JSON | BigInteger))


def test_a_new_column_in_which_somebody_could_stand_is_not_forgotten() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if may_name_somebody(column)
    }

    assert found - ERASED - HARMLESS == set(), "say in bot/storage/erasing.py or renaming.py what becomes of them"
    assert (ERASED | HARMLESS) - found == set()
