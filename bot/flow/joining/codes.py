"""Whether a join code is good for whoever opens its link."""

from datetime import datetime

from bot.storage.rows import InviteRow, PersonRow


def problem_with(invite: InviteRow | None, person: PersonRow | None, now: datetime) -> str | None:
    """What is wrong with it: `unknown`, `someone-elses`, `used` or `expired`; None where it is good."""
    if invite is None:
        return "unknown"
    if invite.person_id is not None and person is not None and person.id != invite.person_id:
        return "someone-elses"
    if invite.used_at is not None and not (person is not None and person.id == invite.person_id):
        return "used"
    if invite.revoked_at is not None or invite.expires_at <= now:
        return "expired"
    return None
