"""An explanation as JSON: moments in ISO 8601, UTC; people by their ids only."""

from datetime import datetime
from typing import Any

from bot.flow.explaining.explained import Case, Coming, Explained, Open


def data(it: Explained) -> dict[str, Any]:
    """The whole explanation as one object."""
    return {
        "team": it.team.slug,
        "collaborative": it.team.collaborative,
        "title": it.team.title,
        "at": _moment(it.now),
        "zone": it.team.zone,
        "file": it.from_file or None,
        "away_since": _moment(it.away_since),
        "removed_at": _moment(it.team.removed_at),
        "ends": it.team.ends.isoformat(),
        "phase": it.team.phase,
        "members": it.members,
        "joined": it.joined,
        "open": _open(it.open) if it.open else None,
        "next": _coming(it, it.coming) if it.coming else None,
        "stalls": [_case(case) for case in it.cases],
        "digests": [{"person": page.person, "at": _moment(page.at)} for page in it.pages],
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _open(it: Open) -> dict[str, Any]:
    return {
        "asked_at": _moment(it.asked_at),
        "is_answered": it.is_answered,
        "people": it.people,
        "answered": it.answered,
        "remind_at": _moment(it.remind_at),
        "reminded_at": _moment(it.reminded_at),
        "close_at": _moment(it.close_at),
    }


def _coming(it: Explained, coming: Coming) -> dict[str, Any]:
    foreseen = coming.foreseen
    return {
        "at": _moment(foreseen.at),
        "every_days": it.every_days,
        "counted_from": it.grid_from.isoformat(),
        "planned_on": foreseen.grid_on.isoformat(),
        "on": foreseen.on.isoformat(),
        "instead_of": [day.isoformat() for day in foreseen.skipped],
        "passed": [{"on": day.on.isoformat(), "kind": day.kind, "title": day.title} for day in coming.passed],
        "held_back": foreseen.held_back,
        "people": len(foreseen.people),
        "left_out": foreseen.left_out,
        "questions": [
            {"id": asked.id, "words": asked.words, "why": asked.why, "step": asked.step} for asked in coming.questions
        ],
        "remind_at": _moment(coming.remind_at),
        "close_at": _moment(coming.close_at),
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "stall": case.kind,
        "is_open": case.is_open,
        "working_days": case.working_days,
        "since": _moment(case.since),
        "at": _moment(case.at),
        "alerted_at": _moment(case.alerted_at),
        "acknowledged_by": case.taken_by,
        "told": [
            {"person": told.person, "role": told.role, "has_joined": told.has_joined, "at": _moment(told.at)}
            for told in case.told
        ],
    }
