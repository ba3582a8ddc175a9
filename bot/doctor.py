"""The doctor: looks at everything that the bot needs, changes nothing, and says a line about each."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx

from bot.charts.draw import png
from bot.clock import wall_clock
from bot.content.check import check_content
from bot.domain.errors import MellomError
from bot.mail.sender import MailChannel
from bot.mail.server import sender_of, server_at
from bot.settings import Settings, settings_and_mistakes
from bot.storage.looking import look_at
from bot.telegram.routes import build_application
from bot.telegram.service import connect

# An hour's reminder does not suffer from a minute, so less than that is not worth a word.
CLOCK_MAY_BE_OFF = 60.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether all is well, and what to do or to know."""

    name: str
    well: bool
    said: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(filter(None, ('ok' if self.well else '', self.said)))}"


async def examine() -> list[Finding]:
    """What was found, each thing looked at whatever became of the others."""
    settings, wrong = settings_and_mistakes()
    bot_api, clock = await _bot_api(settings, wrong)
    database, zones = await _database(settings, wrong)
    return [
        *([Finding("settings", False, sentence) for sentence in wrong.values()] or [Finding("settings", True)]),
        await _token(settings, wrong, bot_api),
        bot_api,
        database,
        _content(settings, wrong),
        _time_zone(zones),
        *clock,
        await _mail(settings, wrong),
    ]


def _unlooked(name: str, why: str) -> Finding:
    return Finding(name, False, f"not looked at, because {why}")


def _setting_is_wrong(name: str, wrong: dict[str, str], *settings: str) -> Finding | None:
    for setting in settings:
        if setting in wrong:
            return _unlooked(name, f"MELLOM_{setting.upper()} is wrong")
    return None


async def _bot_api(settings: Settings, wrong: dict[str, str]) -> tuple[Finding, list[Finding]]:
    """Whether anything answers there, and what its clock says about ours."""
    if unlooked := _setting_is_wrong("Bot API", wrong, "telegram_api_url"):
        return unlooked, []
    url = settings.telegram_api_url
    try:
        async with httpx.AsyncClient(timeout=10) as client:
            answer = await client.get(url)
    except (httpx.HTTPError, httpx.InvalidURL):
        said = f"nothing answers at {url}; check the network, the proxy and MELLOM_TELEGRAM_API_URL"
        return Finding("Bot API", False, said), []
    there = Finding("Bot API", True, f"{url} answers")
    return there, [_clock(answer.headers["date"], wall_clock())] if "date" in answer.headers else []


def _clock(theirs: str, ours: datetime) -> Finding:
    try:
        off = (ours - parsedate_to_datetime(theirs)).total_seconds()
    except (ValueError, TypeError):
        return Finding("clock", True, "the Bot API told no time to compare with")
    if abs(off) > CLOCK_MAY_BE_OFF:
        way = "ahead of" if off > 0 else "behind"
        return Finding("clock", False, f"this machine is {abs(off):.0f} s {way} the Bot API; set its clock (NTP)")
    return Finding("clock", True)


async def _token(settings: Settings, wrong: dict[str, str], bot_api: Finding) -> Finding:
    if unlooked := _setting_is_wrong("token", wrong, "telegram_token", "telegram_api_url"):
        return unlooked
    try:
        application = build_application(settings.require_token(), settings.telegram_api_url)
        if not bot_api.well:
            return _unlooked("token", "the Bot API does not answer")
        try:
            await connect(application, settings.telegram_api_url)
            return Finding("token", True, f"it is that of @{application.bot.username}")
        finally:
            await application.shutdown()
            # The application leaves this open where it never began.
            await application.bot.request.shutdown()
    except MellomError as error:
        return Finding("token", False, str(error))


async def _database(settings: Settings, wrong: dict[str, str]) -> tuple[Finding, set[str] | None]:
    """Whether the bot could work on it, and the time zones that its programmes use."""
    if unlooked := _setting_is_wrong("database", wrong, "database_url"):
        return unlooked, None
    try:
        zones = await look_at(settings.database_url)
    except MellomError as error:
        return Finding("database", False, str(error)), None
    return Finding("database", True), zones


def _content(settings: Settings, wrong: dict[str, str]) -> Finding:
    if unlooked := _setting_is_wrong("content", wrong, "prompts_dir", "schedules_dir"):
        return unlooked
    problems = check_content(settings.prompts_dir, settings.schedules_dir)
    if problems:
        return Finding("content", False, f"{len(problems)} to put right (see mellom check), first {problems[0]}")
    return Finding("content", True)


def _time_zone(zones: set[str] | None) -> Finding:
    unknown = sorted(zone for zone in zones or {"Europe/Oslo"} if not _is_known(zone))
    if unknown:
        return Finding("time zone", False, f"this machine does not know {', '.join(unknown)}; install tzdata anew")
    return Finding("time zone", True, "" if zones is not None else "but those of the programmes could not be read")


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


async def _mail(settings: Settings, wrong: dict[str, str]) -> Finding:
    """Whether the mail server would take a mail of ours; none is sent."""
    if unlooked := _setting_is_wrong("mail", wrong, "smtp_url", "mail_from"):
        return unlooked
    if not settings.smtp_url:
        return Finding("mail", True, "no server is set, so no mail is sent")
    try:
        server, sender = server_at(settings.smtp_url), sender_of(settings.mail_from)
    except MellomError as error:
        return Finding("mail", False, str(error))
    trouble = await MailChannel(server, sender, png, wall_clock).look()
    if trouble:
        return Finding("mail", False, trouble)
    said = f"{server.name} takes mail from {sender.address}"
    if not settings.base_url:
        said += "; without MELLOM_BASE_URL mails have no buttons and no link to stop them"
    return Finding("mail", True, said)
