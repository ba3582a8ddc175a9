"""A bot within the test's own loop, for tests that hold the stand-in, the clock or the database themselves."""

from collections.abc import Callable
from datetime import datetime

from bot.app import Bot
from bot.clock import Clock
from bot.flow.house import House
from bot.sandbox.server import Running
from bot.settings import Settings
from bot.storage.database import Database
from bot.telegram.routes import build_application
from bot.virtual_time import thousandfold
from tests.support.world import content


def bot_of(
    stand_in: Running,
    database_url: str,
    wall: Callable[[], datetime],
    *,
    running: Callable[[], float] = thousandfold,
    tick_seconds: float = 0.05,
) -> Bot:
    """A bot that is not at work yet."""
    settings = Settings(
        telegram_token=stand_in.token,
        telegram_api_url=stand_in.url,
        database_url=database_url,
        listen="",
        tick_seconds=tick_seconds,
        _env_file=None,
    )
    application = build_application(settings.require_token(), settings.telegram_api_url)
    return Bot(House(Database(database_url), content()), application, Clock(wall), settings, running=running)
