"""The command line: each command reads its settings, calls one thing, and says plainly what came of it."""

import sys

import typer

from bot.cli_bot import add_bot_commands
from bot.cli_programme import add_programme_commands
from bot.domain.errors import MellomError
from bot.logs import set_up

app = typer.Typer(
    name="mellom",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Process guidance between the sessions of a quality improvement collaborative.",
)
add_bot_commands(app)
add_programme_commands(app)


def main() -> None:
    """Run a command. Exit status 1 and a clear line a problem for what a person can put right; 2 for wrong usage."""
    set_up("console", "warning")
    try:
        app()
    except MellomError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(1)
