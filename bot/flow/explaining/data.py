"""An explanation as JSON: moments in ISO 8601, UTC; people by their ids only."""

from datetime import datetime
from typing import Any

from bot.flow.explaining.explained import Case, Coming, Explained, Further, Open, Passed, Reason


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
        "next": _next(it.coming) if it.coming else None,
        "coming": [_first(it.coming), *map(_further, it.coming.further)] if it.coming else [],
        "state": it.state,
        "slipping": it.slipping,
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


def _next(coming: Coming) -> dict[str, Any]:
    foreseen = coming.foreseen
    return {
        "at": _moment(foreseen.at),
        **_reason(coming.reason),
        "planned_on": foreseen.grid_on.isoformat(),
        "on": foreseen.on.isoformat(),
        "instead_of": [day.isoformat() for day in foreseen.skipped],
        "in_pause": [day.isoformat() for day in foreseen.paused],
        "passed": _passed(coming.passed),
        "held_back": foreseen.held_back,
        "people": len(foreseen.people),
        "left_out": foreseen.left_out,
        "questions": [
            {"id": asked.id, "words": asked.words, "why": asked.why, "step": asked.step} for asked in coming.questions
        ],
        "remind_at": _moment(coming.remind_at),
        "close_at": _moment(coming.close_at),
    }


def _first(coming: Coming) -> dict[str, Any]:
    foreseen = coming.foreseen
    return {
        "at": _moment(foreseen.at),
        **_reason(coming.reason),
        "planned_on": foreseen.grid_on.isoformat(),
        "on": foreseen.on.isoformat(),
        "passed": _passed(coming.passed),
        "is_merged": False,
        "is_paused": False,
    }


def _further(it: Further) -> dict[str, Any]:
    return {
        "at": _moment(it.at),
        **_reason(it.reason),
        "planned_on": it.grid_on.isoformat(),
        "on": it.on.isoformat(),
        "passed": _passed(it.passed),
        "is_merged": it.is_merged,
        "is_paused": it.is_paused,
    }


def _reason(it: Reason | None) -> dict[str, Any]:
    """What a check-in is counted from; all null where it was planned before a gathering was moved."""
    return {
        "every_days": it.every_days if it else None,
        "counted_from": it.counted_from.isoformat() if it else None,
        "session": it.session if it else None,
        "working_days": it.working_days if it else None,
    }


def _passed(days: tuple[Passed, ...]) -> list[dict[str, str]]:
    return [{"on": day.on.isoformat(), "kind": day.kind, "title": day.title} for day in days]


def _case(case: Case) -> dict[str, Any]:
    return {
        "stall": case.kind,
        "is_open": case.is_open,
        "working_days": case.working_days,
        "since": _moment(case.since),
        "at": _moment(case.at),
        "alerted_at": _moment(case.alerted_at),
        "acknowledged_by": case.taken_by,
        "goes_on_at": _moment(case.goes_on_at),
        "goes_to": case.goes_to,
        "rules": list(case.rules),
        "told": [
            {"person": told.person, "role": told.role, "has_joined": told.has_joined, "at": _moment(told.at)}
            for told in case.told
        ],
    }
