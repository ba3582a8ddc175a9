"""The command line: each command reads its settings, calls one thing, and says plainly what came of it."""

import sys

import typer

from bot.cli.checking import check
from bot.cli.judging import judge
from bot.cli.privacy import forget, purge
from bot.cli.programmes import apply, export, invites
from bot.cli.rehearsing import rehearse
from bot.cli.reporting import report
from bot.cli.running import demo, doctor, migrate, run, sandbox
from bot.domain.errors import MellomError
from bot.logs import set_up

app = typer.Typer(
    name="mellom",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Process guidance between the sessions of a quality improvement collaborative.",
)
COMMANDS = (
    *(run, sandbox, demo, migrate, doctor),
    *(check, apply, invites, rehearse, judge, export, report, forget, purge),
)
for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run a command. Exit status 1 and a clear line a problem for what a person can put right; 2 for wrong usage."""
    set_up("console", "warning")
    try:
        app()
    except MellomError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(1)
