"""The commands that run something: the bot, the stand-in, the schema, the doctor."""

import asyncio
from typing import Annotated

import typer

from bot.domain.errors import MellomError
from bot.settings import Settings, read_settings

Port = Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")]


def run() -> None:
    """Run the bot; SIGTERM ends it quietly."""
    settings = read_settings()
    _set_up_logs(settings)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    from bot.app import build_bot
    from bot.clock import Clock
    from bot.run import run as run_bot
    from bot.run import stop_on_signals

    stop = asyncio.Event()
    stop_on_signals(stop)
    await run_bot(await build_bot(settings, Clock()), stop)


def sandbox(
    port: Port = 8081,
    limits: Annotated[str, typer.Option(help="telegram: as strict as the real one; none: no limits.")] = "none",
) -> None:
    """Run only the stand-in for the Bot API on this machine."""
    from bot.sandbox.server import serve

    if limits not in ("telegram", "none"):
        raise typer.BadParameter("should be telegram or none", param_hint="--limits")
    try:
        serve(port, limits)
    except OSError as error:
        raise MellomError(str(error)) from None


def demo(port: Port = 8765) -> None:
    """Play with it on a page of phones: the real bot, a stand-in for Telegram, and an example collaborative."""
    from bot.demo.serve import serve

    try:
        asyncio.run(serve(port))
    except OSError as error:
        raise MellomError(str(error)) from None


def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot.storage.opening import open_database

    async def bring_up(url: str) -> None:
        await (await open_database(url)).close()

    asyncio.run(bring_up(read_settings().database_url))
    typer.echo("the database is up to date")


def doctor() -> None:
    """Look at the token, the Bot API, the database, the content, the zones and the mail: a line each."""
    from bot.doctor import examine

    findings = asyncio.run(examine())
    for finding in findings:
        typer.echo(str(finding))
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def _set_up_logs(settings: Settings) -> None:
    from bot.logs import set_up
    from bot.mail.server import server_at

    password = server_at(settings.smtp_url).password if settings.smtp_url else ""
    secrets = (settings.telegram_token, settings.webhook_secret, password)
    set_up(settings.log_format, settings.log_level, secrets=secrets)
