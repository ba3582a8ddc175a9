"""What is stored about a person from between facilitators, teams and managers: for themselves."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from bot.storage.tables import (
    askings,
    collaboratives,
    evidence,
    homework,
    imports,
    measure_points,
    measures,
    notes,
    proposals,
    pulses,
    readiness,
    scores,
    step_moves,
    team_messages,
    teams,
    tips,
    writings,
)

# Whose it is, in every line.
OF = (collaboratives.c.slug.label("collaborative"), teams.c.slug.label("team"))


def of_teams(table: Any, *names: str, **more: ColumnElement[Any]) -> Select[Any]:
    """These columns of a table that has a team, with the team and its collaborative."""
    columns = [table.c[name] for name in names] + [column.label(name) for name, column in more.items()]
    return select(*OF, *columns).join_from(table, teams).join(collaboratives).order_by(table.c.id)


def queries_of_facilitating(person_id: int, slug: str) -> dict[str, Select[Any]]:
    """What the person wrote, agreed, said and decided there, in the order in which they did."""
    return {
        "notes": of_teams(notes, "at", "text").where(notes.c.person_id == person_id),
        "written": of_teams(team_messages, "to_team", "at", "text").where(team_messages.c.person_id == person_id),
        "homework_given": of_teams(homework, "text", "given_at", "state").where(homework.c.person_id == person_id),
        "scores": of_teams(scores, "score", "reason", "at").where(scores.c.person_id == person_id),
        "said_as_manager": of_teams(pulses, "asked_at", "answered_at", "value").where(pulses.c.person_id == person_id),
        "said_before_the_start": of_teams(readiness, "question", "value", "at").where(
            readiness.c.person_id == person_id
        ),
        "tips": of_teams(tips, "step", "text", "named", "state", "made_at").where(tips.c.person_id == person_id),
        "tips_decided": of_teams(tips, "step", "state", "decided_at").where(tips.c.decided_by == slug),
        "evidence": of_teams(evidence, "evidence", "in_place", "at").where(evidence.c.by == slug),
        "steps_moved": of_teams(step_moves, "step", "state", "reason", "at").where(step_moves.c.by == slug),
        "proposals": of_teams(proposals, "from_phase", "to_phase", "state", "at", "answered_at").where(
            or_(proposals.c.by == slug, proposals.c.answered_by == slug)
        ),
        "asked_for_a_text": select(writings.c.purpose, writings.c.state, writings.c.asked_at, writings.c.draft)
        .where(writings.c.person_id == person_id)
        .order_by(writings.c.id),
        "numbers_given": select(
            *OF,
            measures.c.slug.label("measure"),
            measure_points.c.on_date,
            measure_points.c.numerator,
            measure_points.c.denominator,
            measure_points.c.value,
            measure_points.c.entered_at,
            measure_points.c.replaced_at,
        )
        .join_from(measure_points, measures)
        .join(teams)
        .join(collaboratives)
        .where(measure_points.c.person_id == person_id)
        .order_by(measure_points.c.id),
        "numbers_sent": select(imports.c.sent_at, imports.c.state, imports.c.rows)
        .where(imports.c.person_id == person_id)
        .order_by(imports.c.id),
        "next_asked": select(collaboratives.c.slug.label("collaborative"), askings.c.what, askings.c.due_at)
        .join_from(askings, collaboratives)
        .where(askings.c.person_id == person_id)
        .order_by(askings.c.id),
    }
