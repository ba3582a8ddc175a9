"""From when until when a programme is played."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.content.content import Content
from bot.domain.programme import Programme

OPENS = time(8)
# What was asked in the last days closes, the last digest comes, and everybody is thanked.
AFTERWARDS = timedelta(days=21)


def opening(programme: Programme, content: Content) -> datetime:
    """The morning of the first day, wherever the first team is, before anybody is asked."""
    places = {(programme.schedule, programme.zone)} | {
        (team.schedule or programme.schedule, team.zone or programme.zone) for team in programme.teams
    }
    return min(
        datetime.combine(
            programme.starts, min(OPENS, content.schedules[schedule].cadence.at), ZoneInfo(zone)
        ).astimezone(UTC)
        for schedule, zone in places
    )


def ending(programme: Programme) -> datetime:
    """Some weeks after the last day, when nothing follows any more."""
    last = programme.ends + timedelta(days=1) + AFTERWARDS
    return datetime.combine(last, time(), ZoneInfo(programme.zone)).astimezone(UTC)
